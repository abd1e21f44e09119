package tenstages.loadgen.exam;

import java.util.List;
import java.util.Optional;

/**
 * What came of one item.
 *
 * @param item the item
 * @param verdict what is to be said of the server
 * @param options what the server was started with for it, {@code none} if with nothing, or that it ran already; empty
 *     if the item was not run
 * @param seconds how long it took
 * @param operations what became of the lines that were sent
 * @param failure the promise that was not kept; empty unless the verdict is FAIL
 * @param reason why the item could not be judged, or was not run; or what else is known of a failure; may be empty
 * @param serverLines the last lines that the server printed, where they may help
 */
public record ItemResult(
        ExamItem item,
        Verdict verdict,
        String options,
        double seconds,
        OperationCounts operations,
        Optional<ExamFailure> failure,
        String reason,
        List<String> serverLines) {
    /** What can be said of a server after an item, or after a whole exam. */
    public enum Verdict {
        /** The promise was kept. */
        PASS,
        /** The promise was broken. */
        FAIL,
        /** It was put to the test, and cannot be judged; or an exam that was not run to its end. */
        INCONCLUSIVE,
        /** It was not put to the test. */
        NOT_RUN
    }

    static ItemResult notRun(ExamItem item, String reason) {
        return new ItemResult(item, Verdict.NOT_RUN, "", 0, OperationCounts.NONE, Optional.empty(), reason, List.of());
    }

    /** What probably causes the failure, in plain words. */
    public String likelyCause() {
        return failure.flatMap(ExamFailure::likelyCause)
                .orElseGet(() -> item.advice().cause());
    }
}
