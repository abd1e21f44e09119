package tenstages.loadgen.practice.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;

/**
 * What is asked in one round, in this order.
 *
 * @param stage the stage that the server claims to be at
 * @param first what is built now: the red item, then the rest of its stage
 * @param older what was built before
 * @param all whether the round goes on after an item of {@code first} that is red, to the end of {@code first}
 */
record Agenda(int stage, List<ExamItem> first, List<ExamItem> older, boolean all) {
    /** The red item, then the others of its stage, then all older ones; without those that are left out. */
    static Agenda of(int stage, String red, Set<String> skipped, boolean fast) {
        List<ExamItem> first = new ArrayList<>();
        List<ExamItem> older = new ArrayList<>();
        for (ExamItem item : Exam.of(stage)) {
            if (item.id().equals(red)) {
                first.add(0, item);
            } else if (!skipped.contains(item.id())) {
                (item.since() == stage ? first : older).add(item);
            }
        }
        return new Agenda(stage, List.copyOf(first), List.copyOf(older), fast);
    }

    /** All that there is, the skipped ones too, whatever is red. */
    static Agenda ofAll(int stage) {
        return new Agenda(stage, Exam.of(stage), List.of(), true);
    }

    int size() {
        return first.size() + older.size();
    }

    /** The ids in the order in which they are asked. */
    List<String> ids() {
        List<ExamItem> items = new ArrayList<>(first);
        items.addAll(older);
        return items.stream().map(ExamItem::id).collect(Collectors.toList());
    }
}
