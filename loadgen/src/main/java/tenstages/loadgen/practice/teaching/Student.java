package tenstages.loadgen.practice.teaching;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.ItemResult.Verdict;

/**
 * Where a student is.
 *
 * @param name the name of the file, as it is: it may hold anything that a name of a file may hold
 * @param stage the stage that was examined
 * @param items the items of the exam, in its order
 */
public record Student(String name, int stage, List<Asked> items) {
    /**
     * How far a server keeps all promises, from stage 1 on.
     *
     * @param stage the last stage of which every promise is kept; 0 is none
     * @param isKnown whether the next one is known to be broken, or there is none; else the exam did not ask far enough
     */
    public record Reached(int stage, boolean isKnown) {}

    /** How far it is. */
    public Reached reached() {
        for (int each = 1; each <= stage; each++) {
            int since = each;
            if (items.stream().anyMatch(item -> item.item().since() == since && item.failed())) {
                return new Reached(each - 1, true);
            }
            if (!passed().containsAll(introducedBy(since))) {
                return new Reached(each - 1, false);
            }
        }
        return new Reached(stage, true);
    }

    /** What to mend first: the failure of the lowest stage, and of these the first in the exam. */
    public Optional<Asked> firstRed() {
        return reds().stream().findFirst();
    }

    /** All failures, from the lowest stage to the last one. */
    public List<Asked> reds() {
        return items.stream()
                .filter(Asked::failed)
                .sorted(Comparator.comparing(item -> item.item().since()))
                .toList();
    }

    /** Why nothing is known of the server; empty if something is. */
    public Optional<String> whyNothingTested() {
        boolean nothing = items.stream().allMatch(item -> item.verdict() == Verdict.NOT_RUN);
        return nothing ? Optional.of(items.get(0).reason()) : Optional.empty();
    }

    /** How many items passed. */
    public long passedCount() {
        return items.stream().filter(Asked::passed).count();
    }

    /** All points together, if they are known. */
    public Optional<Asked.Worth> worth() {
        return items.stream().map(Asked::worth).flatMap(Optional::stream).reduce(Asked.Worth::plus);
    }

    private Set<String> passed() {
        return items.stream()
                .filter(Asked::passed)
                .map(item -> item.item().id())
                .collect(Collectors.toSet());
    }

    private Set<String> introducedBy(int since) {
        return Exam.of(stage).stream()
                .filter(item -> item.since() == since)
                .map(ExamItem::id)
                .collect(Collectors.toSet());
    }
}
