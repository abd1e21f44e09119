package tenstages.loadgen.practice.teaching;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tenstages.loadgen.exam.ExamItem;

/**
 * A class, by the results of its exams.
 *
 * @param students in the order of their names
 * @param unread files that are no results, in the order of their names
 */
public record Classroom(List<Student> students, List<Unread> unread) {
    /**
     * A file that is no result.
     *
     * @param file its name
     * @param why why it is none, in a few words
     */
    public record Unread(String file, String why) {}

    /**
     * A promise that somebody broke.
     *
     * @param item the promise
     * @param failed how many have broken it
     * @param asked how many were asked for it
     * @param lost the points that it cost all of them, in hundredths; empty if none are known
     */
    public record Cost(ExamItem item, long failed, long asked, Optional<Long> lost) {}

    /** What was broken, first what costs the most points, and then what most students broke. */
    public List<Cost> costs() {
        Map<String, Cost> costs = new LinkedHashMap<>();
        for (Student student : students) {
            for (Asked asked : student.items()) {
                costs.merge(asked.item().id(), costOf(asked), Classroom::together);
            }
        }
        return costs.values().stream()
                .filter(cost -> cost.failed() > 0)
                .sorted(Comparator.comparing((Cost cost) -> cost.lost().orElse(0L))
                        .thenComparing(Cost::failed)
                        .reversed()
                        .thenComparing(cost -> cost.item().id()))
                .toList();
    }

    private static Cost costOf(Asked asked) {
        Optional<Long> lost = asked.worth().map(worth -> asked.failed() ? worth.lost() : 0);
        boolean wasRun = asked.failed() || asked.passed();
        return new Cost(asked.item(), asked.failed() ? 1 : 0, wasRun ? 1 : 0, lost);
    }

    private static Cost together(Cost one, Cost other) {
        Optional<Long> lost = one.lost().isEmpty()
                ? other.lost()
                : Optional.of(one.lost().get() + other.lost().orElse(0L));
        return new Cost(one.item(), one.failed() + other.failed(), one.asked() + other.asked(), lost);
    }
}
