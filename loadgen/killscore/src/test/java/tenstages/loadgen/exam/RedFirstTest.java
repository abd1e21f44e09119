package tenstages.loadgen.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.exam.Mistakes.Mistake;
import tenstages.loadgen.model.ModelServer;

/**
 * An exam that begins with the item that was red, as it is after each save of a lesson: a wrong server is told its own
 * item by that too, although nothing was asked before it.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class RedFirstTest {
    /** As long as a lesson has, and then as long as a busy machine may make it take. */
    private static final List<Duration> PATIENCES =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));

    /** Where the item is the first one anyway, an exam in its own order says the same; ExamTest asks most others. */
    @TestFactory
    Stream<DynamicTest> aWrongServerFailsItsOwnItemWhereThatIsAskedFirst() {
        return Mistakes.ALL.stream()
                .filter(mistake -> !Exam.of(mistake.stage()).get(0).id().equals(mistake.item()))
                .filter(mistake -> !WrongServers.ALL.contains(
                        new WrongServers.Wrong(mistake.item(), mistake.stage(), mistake.fault())))
                .map(mistake -> dynamicTest(
                        "a stage " + mistake.stage() + " that " + mistake.words(),
                        () -> assertThat(isFoundOut(mistake)).as(mistake.item()).isTrue()));
    }

    /** A race is not lost every time. */
    private static boolean isFoundOut(Mistake mistake) throws IOException {
        for (Duration patience : PATIENCES) {
            if (firstOf(mistake, patience).verdict() == Verdict.FAIL) {
                return true;
            }
        }
        return false;
    }

    private static ItemResult firstOf(Mistake mistake, Duration patience) throws IOException {
        Examination.Launcher launcher = options -> ModelServer.start(mistake.stage(), options, mistake.fault());
        try (Examination exam = new Examination(mistake.stage(), launcher, patience, "", result -> {})) {
            return exam.run(List.of(item(mistake)), false).items().get(0);
        }
    }

    private static ExamItem item(Mistake mistake) {
        return Exam.of(mistake.stage()).stream()
                .filter(item -> item.id().equals(mistake.item()))
                .findFirst()
                .orElseThrow();
    }
}
