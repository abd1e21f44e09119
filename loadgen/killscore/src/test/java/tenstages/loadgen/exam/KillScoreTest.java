package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.exam.Mistakes.Mistake;
import tenstages.loadgen.model.Fault;
import tenstages.loadgen.model.ModelServer;
import tenstages.loadgen.process.Programs;

/**
 * Whole exams of whole servers: each wrong one is found out, by the item that names its mistake, and no right one ever
 * is. What is said of each mistake stands in {@code exam-messages.txt}, and the score in {@code docs/exam.md}.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class KillScoreTest {
    /** A right server has as long as a busy machine makes it take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Some wrong servers do not answer, and this is what they cost. One that waits for its work answers after 4 s. */
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(10);

    private static final int TRIES = 3;
    private static final int STAGES = 10;
    private static final int FIRST_VALIDATING = 3;

    /** Where in the exchange they fail, and with what bytes, depends on the moment. */
    private static final Set<Fault> UNSTEADY = EnumSet.of(
            Fault.A_READ_IS_A_LINE,
            Fault.ANSWERS_ANOTHER_CLIENT,
            Fault.CLIENTS_SHARE_A_BUFFER,
            Fault.CLOSES_OVER_UNREAD_INPUT,
            Fault.DIES_OF_A_BROKEN_PIPE,
            Fault.DIES_OF_A_RESET,
            Fault.DIES_OF_A_RESET_AFTER_A_LAST_REPLY,
            Fault.DIES_OF_A_RESET_BY_A_CLIENT_TURNED_AWAY,
            Fault.SERVES_ONE_CLIENT,
            Fault.LOSES_WORK_AT_HALF_CLOSE,
            Fault.LOSES_UPDATES,
            Fault.FOUR_WORKERS,
            Fault.WORKS_HALF_AS_LONG,
            Fault.DRAIN_LOSES_REPLIES,
            Fault.DRAIN_CLOSES_THE_QUEUE_FIRST,
            Fault.DRAIN_LINGERS_BEFORE_IT_HAS_WRITTEN,
            Fault.DRAIN_TAKES_HALF_A_SECOND,
            Fault.RACES,
            Fault.PENDING_IS_NEGATIVE,
            Fault.DROPPED_ONE_MORE);

    /** Races that an item before the one that provokes them may see already, on a busy machine. */
    private static final Map<Fault, String> SEEN_EARLIER = Map.of(
            Fault.QUEUE_ONE_SHORT, "s05.busy",
            Fault.COUNTS_AFTER_OFFERING, "s09.metrics",
            Fault.COUNTERS_ARE_NOT_ATOMIC, "s09.metrics",
            Fault.RECEIVED_IS_READ_FIRST, "s09.metrics",
            Fault.PENDING_IS_CUT_AT_ZERO, "s09.metrics");

    /** What it finds out is found out by {@code s01.echo} before. */
    private static final Set<String> FORESTALLED = Set.of("s01.carriage-return");

    private final List<Mistake> caught = new CopyOnWriteArrayList<>();
    private final List<Integer> passed = new CopyOnWriteArrayList<>();
    private final Map<Mistake, String> messages = new ConcurrentHashMap<>();

    @TestFactory
    Stream<DynamicTest> aServerWithAMistakeIsFoundOutByTheItemThatNamesIt() {
        return Mistakes.ALL.stream().map(mistake -> dynamicTest(title(mistake), () -> findOut(mistake)));
    }

    @TestFactory
    Stream<DynamicTest> aServerWithoutOnePasses() {
        return IntStream.rangeClosed(1, STAGES)
                .mapToObj(stage -> dynamicTest("stage " + stage, () -> {
                    assertThat(conclusive(stage, PATIENCE))
                            .filteredOn(item -> item.verdict() != Verdict.PASS)
                            .isEmpty();
                    passed.add(stage);
                }));
    }

    /** Events may be applied in any order, and a place may be free only a moment after its client has gone. */
    @Test
    void aServerThatIsOnlyDifferentPasses() {
        assertThat(conclusive(10, PATIENCE, Fault.LAST_COMES_FIRST, Fault.MAKES_ROOM_A_MOMENT_LATER))
                .filteredOn(item -> item.verdict() != Verdict.PASS)
                .isEmpty();
    }

    @Test
    void eachItemHasAMistakeAndEachStageThatValidatesAtLeastThree() {
        assertThat(Mistakes.ALL.stream().map(Mistake::item).distinct())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, STAGES)
                        .mapToObj(Exam::of)
                        .flatMap(List::stream)
                        .map(ExamItem::id)
                        .filter(id -> !FORESTALLED.contains(id))
                        .distinct()
                        .toList());
        for (int stage = FIRST_VALIDATING; stage <= STAGES; stage++) {
            int claimed = stage;
            assertThat(Mistakes.ALL.stream().filter(mistake -> mistake.stage() == claimed))
                    .as("stage " + stage)
                    .hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @AfterAll
    void theScoreIsPrintedAndSaysWhatTheDocsSay() throws IOException {
        System.out.printf(
                "kill score: %d of %d wrong servers found out, each by the item that names its mistake;"
                        + " %d of %d right ones passed%n",
                caught.size(), Mistakes.ALL.size(), passed.size(), STAGES);
        // To be copied, if they are right and what is expected is not.
        Files.writeString(Path.of("target/exam-messages.txt"), messages());
        Files.writeString(Path.of("target/kill-score.md"), table());
        if (caught.size() == Mistakes.ALL.size()) {
            // Which of two things is seen first may depend on the moment; the words for each do not.
            assertThat(resource("exam-messages.txt").lines())
                    .containsAll(messages().lines().toList());
            assertThat(titles(resource("exam-messages.txt"))).isEqualTo(titles(messages()));
            assertThat(Files.readString(Programs.root().resolve("docs/exam.md")))
                    .contains(table());
        }
    }

    private static List<String> titles(String messages) {
        return messages.lines()
                .filter(line -> line.startsWith("a stage "))
                .distinct()
                .toList();
    }

    private void findOut(Mistake mistake) {
        // A race is not lost every time, and on a busy machine even what is right may take long.
        ItemResult failed = firstFailure(mistake, LITTLE_PATIENCE)
                .filter(first -> isNamedBy(first, mistake))
                .or(() -> firstFailure(mistake, PATIENCE))
                .orElseThrow(() -> new AssertionError("not found out: " + title(mistake)));
        if (!isNamedBy(failed, mistake)) {
            assertThat(failed.item().id()).as(failed.toString()).isEqualTo(mistake.item());
        }
        caught.add(mistake);
        if (!UNSTEADY.contains(mistake.fault()) && !SEEN_EARLIER.containsKey(mistake.fault())) {
            messages.put(mistake, message(failed));
        }
    }

    private static boolean isNamedBy(ItemResult failed, Mistake mistake) {
        String item = failed.item().id();
        return item.equals(mistake.item()) || item.equals(SEEN_EARLIER.get(mistake.fault()));
    }

    private static Optional<ItemResult> firstFailure(Mistake mistake, Duration patience) {
        return conclusive(mistake.stage(), patience, mistake.fault()).stream()
                .filter(item -> item.verdict() == Verdict.FAIL)
                .findFirst();
    }

    /** Where the machine was too busy for one of the items, another exam has to tell. */
    private static List<ItemResult> conclusive(int stage, Duration patience, Fault... faults) {
        List<ItemResult> items = List.of();
        for (int i = 0; i < TRIES && !isConclusive(items); i++) {
            items = examine(stage, patience, faults);
        }
        return items;
    }

    private static boolean isConclusive(List<ItemResult> items) {
        return !items.isEmpty() && items.stream().noneMatch(item -> item.verdict() == Verdict.INCONCLUSIVE);
    }

    private static List<ItemResult> examine(int stage, Duration patience, Fault... faults) {
        Examination.Launcher launcher = options -> ModelServer.start(stage, options, faults);
        try (Examination exam = new Examination(stage, launcher, patience, "", result -> {})) {
            return exam.run(Exam.of(stage), false).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String title(Mistake mistake) {
        return "a stage " + mistake.stage() + " that " + mistake.words();
    }

    private String messages() {
        return Mistakes.ALL.stream()
                .filter(messages::containsKey)
                .map(mistake -> title(mistake) + "\n" + messages.get(mistake))
                .collect(Collectors.joining("\n"));
    }

    /** Counts and times differ from run to run. */
    private static String message(ItemResult failed) {
        ExamFailure failure = failed.failure().orElseThrow();
        StringBuilder text = new StringBuilder();
        add(text, failed.item().id(), failure.what());
        failure.evidence().ifPresent(evidence -> {
            add(text, "sent", evidence.sent());
            add(text, "expected", evidence.expected());
            add(text, "received", evidence.received());
        });
        add(text, "likely", failed.likelyCause());
        if (failure.evidence().isPresent() && failure.likelyCause().isPresent()) {
            add(text, "or", failed.item().advice().cause());
        }
        add(text, "hint", failed.item().advice().hint());
        return text.toString();
    }

    private static void add(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append("  ")
                    .append(name)
                    .append(": ")
                    .append(value.replaceAll("-?\\d+", "#"))
                    .append('\n');
        }
    }

    private static String score() {
        return "**Kill score: %d of %d** wrong servers found out, and %d of %d right ones passed."
                .formatted(Mistakes.ALL.size(), Mistakes.ALL.size(), STAGES, STAGES);
    }

    private static String table() {
        return Mistakes.ALL.stream()
                .sorted(Comparator.comparing(Mistake::stage))
                .map(mistake -> "| %d | %s | `%s` |\n".formatted(mistake.stage(), mistake.words(), mistake.item()))
                .collect(Collectors.joining(
                        "", score() + "\n\n| stage | a server that … | is found out by |\n|---|---|---|\n", ""));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = KillScoreTest.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), UTF_8);
        }
    }
}
