package tenstages.loadgen.exam;

import java.util.List;
import tenstages.loadgen.exam.ItemResult.Verdict;

/**
 * What came of an exam.
 *
 * @param stage the stage that the server claims to be at
 * @param items the items in the order of the exam
 * @param seconds how long it took
 */
public record ExamResult(int stage, List<ItemResult> items, double seconds) {
    /** Nothing was run, and this is why. */
    public static ExamResult nothingTested(int stage, List<ExamItem> items, String reason) {
        return new ExamResult(
                stage,
                items.stream().map(item -> ItemResult.notRun(item, reason)).toList(),
                0);
    }

    /** How many items came out so. */
    public long count(Verdict verdict) {
        return items.stream().filter(item -> item.verdict() == verdict).count();
    }

    /**
     * FAIL if an item failed, PASS if each one was run and passed, NOT_RUN if none was run, and INCONCLUSIVE otherwise.
     */
    public Verdict verdict() {
        if (count(Verdict.FAIL) > 0) {
            return Verdict.FAIL;
        }
        if (count(Verdict.NOT_RUN) == items.size()) {
            return Verdict.NOT_RUN;
        }
        return count(Verdict.PASS) == items.size() ? Verdict.PASS : Verdict.INCONCLUSIVE;
    }
}
