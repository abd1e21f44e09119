package tenstages.loadgen.practice.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.Examination;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.model.Fault;
import tenstages.loadgen.model.ModelServer;
import tenstages.loadgen.report.ExamFile;

/** A server with a mistake resembles the wrong server with that mistake, by what its result says. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResemblanceTest {
    private static final String WHAT = "7 of 9 events were accepted into a queue of 5";
    private static final String CAUSE =
            "The queue has no bound or another one than it was told, or an event takes no time.";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "KEEPS_CARRIAGE_RETURN, 1, s01.echo, leaves the \\r in the line",
        "UNBOUNDED_QUEUE, 5, s05.busy, has a queue without a bound",
        "APPLIES_TWICE, 5, s05.accepted, applies each event twice",
        "COUNTERS_DO_NOT_ADD_UP, 9, s09.metrics, keeps pending as a counter of its own"
    })
    void aMistakeIsKnownAgain(Fault fault, int stage, String item, String mistake) throws IOException {
        Student student = examined(fault, stage, item);
        assertThat(student.firstRed().orElseThrow().item().id()).isEqualTo(item);
        assertThat(Resemblance.of(student).orElseThrow().mistakes()).contains(mistake);
    }

    @Test
    void aFailureThatNobodyHasSeenResemblesNothing() {
        assertThat(Resemblance.mistakes(failed("s05.busy", "something new", "Something else."), 5))
                .isEmpty();
    }

    /** What is red first may say little. */
    @Test
    void theFirstFailureThatResemblesAnyCounts() {
        Asked odd = failed("s03.depth", "odd", "Odd.");
        Asked known = failed("s05.busy", WHAT, CAUSE);
        Student student = new Student("ada", 5, List.of(known, odd));
        assertThat(student.firstRed()).contains(odd);
        assertThat(Resemblance.of(student).orElseThrow().item()).isEqualTo(known.item());
        assertThat(Resemblance.of(new Student("ada", 5, List.of(odd)))).isEmpty();
    }

    /** The words of one item say nothing of another one. */
    @Test
    void theItemCounts() {
        assertThat(Resemblance.mistakes(failed("s05.busy", WHAT, CAUSE), 5)).contains("has a queue without a bound");
        assertThat(Resemblance.mistakes(failed("s05.room", WHAT, CAUSE), 5)).isEmpty();
    }

    /** Of servers of another stage that say the same nothing is said, if one of the same stage does. */
    @Test
    void theStageCounts() {
        Asked failed = failed(
                "s06.parallel",
                "four workers took longer for sixteen events of sixteen users than eight events take, five times",
                "One worker does everything, there are fewer than it was told,"
                        + " or the work is done while a lock is held.");
        assertThat(Resemblance.mistakes(failed, 6))
                .containsExactly("has one worker, whatever it is told", "has two workers, whatever it is told");
        assertThat(Resemblance.mistakes(failed, 7)).containsExactly("holds the lock during the work");
        assertThat(Resemblance.mistakes(failed, 9)).hasSize(3);
    }

    private static Asked failed(String id, String what, String cause) {
        ExamItem item = Exam.of(7).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        return new Asked(item, Verdict.FAIL, new Asked.Said(what, "", "", cause), "", Optional.empty());
    }

    private Student examined(Fault fault, int stage, String item) throws IOException {
        List<ExamItem> items =
                Exam.of(stage).stream().filter(each -> each.id().equals(item)).toList();
        Examination.Launcher launcher = options -> ModelServer.start(stage, options, fault);
        try (Examination exam = new Examination(stage, launcher, Duration.ofSeconds(20), "", result -> {})) {
            Files.writeString(folder.resolve("ada.json"), ExamFile.json(exam.run(items, true)));
        }
        return ResultsFolder.read(folder, Optional.empty()).students().get(0);
    }
}
