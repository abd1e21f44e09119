package tenstages.loadgen.practice.mystery;

import java.util.Locale;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.model.Fault;

/**
 * A server with one mistake, for somebody to find out.
 *
 * @param level what kind of mistake it is
 * @param fault the mistake
 * @param words the diagnosis, as somebody would say it: a sentence
 * @param itemId the item of the exam whose exchange tells
 */
public record Mystery(Level level, Fault fault, String words, String itemId) {
    /** The diagnosis in a word, for a command line. */
    public String id() {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The item of the exam whose exchange tells. */
    public ExamItem item() {
        return Exam.of(level.stage()).stream()
                .filter(item -> item.id().equals(itemId))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(itemId));
    }

    /** The page of the lesson that it belongs to, in the project's folder. */
    public String lesson() {
        return "docs/stage%02d.md".formatted(item().since());
    }
}
