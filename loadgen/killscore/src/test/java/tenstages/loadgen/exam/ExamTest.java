package tenstages.loadgen.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.model.Fault;
import tenstages.loadgen.model.ModelServer;

/** The examiner, examined item by item; {@link KillScoreTest} does it with whole servers. */
@Execution(ExecutionMode.CONCURRENT)
class ExamTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A wrong one may not even answer, so this is what its test takes. */
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(1);

    private static final int TRIES = 3;

    /** Items that servers of the stage before keep too, though nothing there is made for it. */
    private static final List<String> KEPT_BEFORE = List.of("s02.resets");

    private static final List<Fault> OPEN = List.of(
            Fault.ANY_DEPTH_IS_JSON,
            Fault.LONG_NUMBERS_ARE_JSON,
            Fault.LONE_SURROGATES_ARE_NO_JSON,
            Fault.LONE_SURROGATES_ARE_REPLACED,
            Fault.USER_MAY_BE_WIDE_SPACE);

    @TestFactory
    Stream<DynamicTest> aWrongServerFails() {
        return WrongServers.ALL.stream().map(wrong -> {
            ExamItem item = item(wrong.item(), wrong.stage());
            String name = item.id() + " fails a stage " + wrong.stage() + " that " + wrong.fault();
            return wrong(name, item, wrong.stage(), wrong.stage(), wrong.fault());
        });
    }

    /** What the protocol leaves open may be done in another way than the model and our stages do it. */
    @TestFactory
    Stream<DynamicTest> aRightServerOfAnotherKindPasses() {
        return OPEN.stream()
                .map(fault -> dynamicTest("a server where " + fault, () -> {
                    for (ExamItem item : Exam.of(4)) {
                        try (ModelServer server = ModelServer.start(4, Exam.options(item, 4), fault)) {
                            assertTimeoutPreemptively(LIMIT, () -> item.examine(new Examinee(4, server)));
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> theStageBeforeFailsWhatAStageIntroduces() {
        return stages().filter(stage -> stage > 1).flatMap(stage -> Exam.of(stage).stream()
                .filter(item -> item.since() == stage && !KEPT_BEFORE.contains(item.id()))
                .map(item -> wrong("stage " + (stage - 1) + " fails " + item.id(), item, stage, stage - 1)));
    }

    @Test
    void everyItemHasAWrongServerAndNoneIsWithoutItsItem() {
        assertThat(WrongServers.ALL.stream().map(WrongServers.Wrong::item).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        allItems().stream().map(ExamItem::id).toList());
    }

    @Test
    void aWrongServerIsFoundOutAtTheFirstStageThatPromisesIt() {
        for (ExamItem item : allItems()) {
            assertThat(WrongServers.ALL)
                    .anyMatch(wrong -> wrong.item().equals(item.id()) && wrong.stage() == item.since());
        }
    }

    @Test
    void eachStageHasSoManyItems() {
        assertThat(stages().map(stage -> Exam.of(stage).size())).containsExactly(9, 14, 27, 35, 37, 38, 39, 40, 43, 50);
    }

    @Test
    void itemsAreNamedOnceAndAfterTheirStage() {
        assertThat(allItems().stream().map(ExamItem::id)).doesNotHaveDuplicates();
        for (ExamItem item : allItems()) {
            assertThat(item.since()).as(item.id()).isBetween(1, 10);
            assertThat(item.until()).as(item.id()).isBetween(item.since(), 10);
            assertThat(item.id()).startsWith("s%02d.".formatted(item.since()));
            assertThat(item.promise()).isNotBlank();
        }
    }

    @Test
    void anExamHoldsTheItemsOfItsStageAndAllEarlierOnesThatStillHold() {
        stages().forEach(stage -> {
            List<String> ids = Exam.of(stage).stream().map(ExamItem::id).toList();
            for (ExamItem item : allItems()) {
                boolean holds =
                        IntStream.rangeClosed(item.since(), item.until()).anyMatch(each -> each == stage);
                assertThat(ids.contains(item.id()))
                        .as(item.id() + " at stage " + stage)
                        .isEqualTo(holds);
            }
            assertThat(Exam.of(stage)).anyMatch(item -> item.since() == stage).anyMatch(item -> item.since() == 1);
        });
    }

    @Test
    void theItemsOfAStageComeBeforeThoseOfTheStagesBeforeIt() {
        stages().forEach(stage -> assertThat(Exam.of(stage).stream().map(ExamItem::since))
                .isSortedAccordingTo(Comparator.reverseOrder()));
    }

    @Test
    void eachItemHasItsAdviceAndNoAdviceIsWithoutItsItem() throws IOException {
        Properties advice = new Properties();
        advice.load(Advice.class.getResourceAsStream("advice.properties"));
        assertThat(advice.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(allItems().stream()
                        .flatMap(item -> Stream.of(item.id() + ".cause", item.id() + ".hint"))
                        .toList());
        for (ExamItem item : allItems()) {
            assertThat(item.advice().cause()).isNotBlank().endsWith(".");
            assertThat(item.advice().hint())
                    .isNotBlank()
                    .endsWith(".")
                    .isNotEqualTo(item.advice().cause());
        }
        assertThat(item("s05.busy", 5).page()).isEqualTo("docs/exam.md#s05busy");
    }

    @Test
    void fourPromisesEndAndAllOthersLast() {
        assertThat(allItems().stream().filter(item -> item.until() < 10).map(item -> item.id() + " " + item.until()))
                .containsExactlyInAnyOrder("s01.echo 2", "s01.late-reader 2", "s03.accepted 3", "s04.applied 4");
    }

    @Test
    void simulatedWorkIsOffUnlessAskedFor() {
        assertThat(Exam.options(item("s01.order", 1), 1)).isEmpty();
        assertThat(Exam.options(item("s01.order", 10), 10)).containsExactly("--hold-ms", "0", "--work-ms", "0");
        assertThat(Exam.options(item("s08.other-stripes", 8), 8))
                .containsExactly("--hold-ms", "600", "--stripes", "64", "--work-ms", "0", "--workers", "4");
    }

    @Test
    void stageSixHasOneWorkerUnlessMoreAreAskedFor() {
        assertThat(Exam.options(item("s01.order", 6), 6)).containsExactly("--work-ms", "0", "--workers", "1");
        assertThat(Exam.options(item("s06.parallel", 6), 6)).containsExactly("--work-ms", "100", "--workers", "4");
        assertThat(Exam.options(item("s01.order", 5), 5)).containsExactly("--work-ms", "0");
        assertThat(Exam.options(item("s01.order", 7), 7)).containsExactly("--hold-ms", "0", "--work-ms", "0");
    }

    @Test
    void aServerWithALogMaySayThatItLosesNothing() throws IOException {
        ExamItem item = item("s10.deadline", 10);
        try (ModelServer server = ModelServer.start(10, Exam.options(item, 10), Fault.DRAIN_LEAVES_EVENTS_IN_A_LOG)) {
            assertTimeoutPreemptively(LIMIT, () -> item.examine(new Examinee(10, server)));
        }
    }

    @Test
    void aBrokenConnectionIsAFailureOfTheServer() {
        ExamItem item = new ExamItem("x", 1, 10, "x", Map.of(), server -> {
            throw new IOException("torn");
        });
        assertThatThrownBy(() -> item.examine(null))
                .isInstanceOf(ExamFailure.class)
                .hasMessage("no connection can be made: torn");
    }

    private static DynamicTest wrong(String name, ExamItem item, int claimed, int stage, Fault... faults) {
        return dynamicTest(
                name, () -> assertThat(assertTimeoutPreemptively(LIMIT, () -> examine(item, claimed, stage, faults)))
                        .as(name)
                        .isInstanceOf(ExamFailure.class));
    }

    /** What the item says, and if the machine was too busy to say anything, what it says after that. */
    private static Throwable examine(ExamItem item, int claimed, int stage, Fault... faults) throws IOException {
        Throwable verdict;
        int tries = 0;
        do {
            try (ModelServer server = ModelServer.start(stage, Exam.options(item, stage), faults)) {
                verdict = catchThrowable(() -> item.examine(new Examinee(claimed, server, LITTLE_PATIENCE, "")));
            }
            tries++;
        } while (verdict instanceof Inconclusive && tries < TRIES);
        return verdict;
    }

    private static Stream<Integer> stages() {
        return IntStream.rangeClosed(1, 10).boxed();
    }

    private static List<ExamItem> allItems() {
        return stages().flatMap(stage -> Exam.of(stage).stream())
                .distinct()
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }

    private static ExamItem item(String id, int stage) {
        return Exam.of(stage).stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
