package tenstages.loadgen.practice.teaching;

import java.util.List;
import tenstages.loadgen.exam.ExamResult;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.exam.ItemResult.Verdict;

/**
 * An exam and what it is worth: an item that passed has all of its points, and any other one none. In hundredths.
 *
 * @param exam what came of it
 * @param points what each item is worth
 */
public record Graded(ExamResult exam, Points points) {
    /** What an item could bring. */
    public long most(ItemResult item) {
        return points.of(item.item(), exam.stage());
    }

    /** What an item has brought. */
    public long score(ItemResult item) {
        return item.verdict() == Verdict.PASS ? most(item) : 0;
    }

    /** What the items that were asked for could bring together. */
    public long most() {
        return exam.items().stream().mapToLong(this::most).sum();
    }

    /** What they have brought. */
    public long score() {
        return exam.items().stream().mapToLong(this::score).sum();
    }

    /** The items that have cost points. */
    public List<ItemResult> lost() {
        return exam.items().stream().filter(item -> score(item) < most(item)).toList();
    }
}
