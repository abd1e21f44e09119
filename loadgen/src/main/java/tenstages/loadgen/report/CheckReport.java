package tenstages.loadgen.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tenstages.loadgen.exam.Evidence;
import tenstages.loadgen.exam.ExamFailure;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.ExamResult;
import tenstages.loadgen.exam.Examination;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.practice.teaching.Graded;
import tenstages.loadgen.practice.teaching.Points;
import tenstages.loadgen.protocol.Printable;

/** An exam for people: a line for each item, all that helps where one fails, and what it comes to. */
public final class CheckReport {
    private static final int ID_WIDTH = 27;
    private static final String MARGIN = "    ";
    private static final String SERVER = MARGIN + "server | ";
    private static final String INDENTATION = "    ";
    private static final int MOST_BLANKS = 8;
    private static final int LABEL_WIDTH = 10;

    private CheckReport() {}

    /**
     * The items in their order, and what the server is started with for each beside {@code --work-ms 0 --hold-ms 0}.
     */
    public static String list(List<ExamItem> items, int stage, int width) {
        return items.stream()
                .map(item -> columns("  ", item.id(), item.promise() + startedWith(item, stage), width))
                .collect(Collectors.joining("\n"));
    }

    private static String startedWith(ExamItem item, int stage) {
        return item.needsStart(stage) ? " [" + String.join(" ", item.ownOptions(stage)) + "]" : "";
    }

    /** One item that was run, or could not be. */
    public static String item(ItemResult result, int width) {
        String line = columns(
                "  " + mark(result.verdict()) + "  ",
                result.item().id(),
                result.item().promise(),
                width);
        return switch (result.verdict()) {
            case FAIL -> line + "\n\n" + failure(result, width) + "\n";
            case INCONCLUSIVE -> line + "\n" + paragraph("", "cannot be judged: " + result.reason(), width);
            case NOT_RUN -> line + "\n" + paragraph("", "not run: " + result.reason(), width);
            default -> line;
        };
    }

    /** All that is known of a failure, without colours. */
    public static String failure(ItemResult result, int width) {
        ExamFailure failure = result.failure().orElseThrow();
        StringBuilder text = new StringBuilder(paragraph("", failure.what(), width)).append('\n');
        failure.evidence().ifPresent(evidence -> append(text, evidence, width));
        if (!result.reason().isEmpty()) {
            text.append(paragraph("", result.reason(), width)).append('\n');
        }
        text.append(paragraph("likely", result.likelyCause(), width)).append('\n');
        // Of a server that did not start, or ended by itself, the item knows nothing.
        boolean knows =
                !List.of(Examination.NOT_STARTED, Examination.ENDED_UNANSWERED).contains(result.likelyCause());
        if (knows && failure.evidence().isPresent() && failure.likelyCause().isPresent()) {
            text.append(paragraph("or", result.item().advice().cause(), width)).append('\n');
        }
        if (knows) {
            text.append(paragraph("hint", result.item().advice().hint(), width)).append('\n');
        }
        text.append(paragraph("options", result.options(), width)).append('\n');
        text.append(paragraph("read", result.item().page(), width));
        for (String line : result.serverLines()) {
            text.append('\n').append(said(Printable.line(line), width));
        }
        return text.toString();
    }

    /** A line of the server with its own indentation, because that is how stack traces are read. */
    private static String said(String line, int width) {
        int blanks = Math.min(MOST_BLANKS, line.length() - line.stripLeading().length());
        String start = SERVER + line.substring(0, blanks);
        return start + Text.wrapped(line.substring(blanks), width, start + INDENTATION);
    }

    /** What it comes to. */
    public static String summary(ExamResult result, int width) {
        return Text.wrapped(plainSummary(result), width, "  ")
                .replaceFirst("^PASS", Terminal.green("PASS"))
                .replaceFirst("^FAIL", Terminal.red("FAIL"));
    }

    /** What it has brought, and what the rest would have. */
    public static String points(Graded graded, int width) {
        String lost = graded.lost().stream()
                .map(item -> item.item().id() + " " + Points.text(graded.most(item)))
                .collect(Collectors.joining(", "));
        String text = "Points: " + Points.text(graded.score()) + " of " + Points.text(graded.most()) + ".";
        return Text.wrapped(lost.isEmpty() ? text : text + " Lost: " + lost + ".", width, "  ");
    }

    /** The same as {@link #summary} on one line, without colours. */
    static String plainSummary(ExamResult result) {
        return switch (result.verdict()) {
            case PASS ->
                "PASS: %d of %d items passed in %.1f s."
                        .formatted(result.count(Verdict.PASS), result.items().size(), result.seconds());
            case FAIL -> "FAIL: " + counts(result);
            case INCONCLUSIVE -> "INCONCLUSIVE: " + counts(result);
            case NOT_RUN -> "NOTHING TESTED: " + counts(result);
        };
    }

    private static String counts(ExamResult result) {
        String counts = "%d passed, %d failed, %d could not be judged, %d not run"
                .formatted(
                        result.count(Verdict.PASS),
                        result.count(Verdict.FAIL),
                        result.count(Verdict.INCONCLUSIVE),
                        result.count(Verdict.NOT_RUN));
        String reasons = result.items().stream()
                .filter(item -> item.verdict() == Verdict.NOT_RUN)
                .map(item -> reasonInShort(item.reason()))
                .distinct()
                .collect(Collectors.joining("; "));
        return counts + (reasons.isEmpty() ? "." : ": " + reasons + ".");
    }

    /** Without the options, which differ, and with what to do. */
    private static String reasonInShort(String reason) {
        return reason.replaceFirst(" for it, with .*", " for these (--cmd)")
                .replaceFirst("failed$", "failed (--all goes on)");
    }

    private static void append(StringBuilder text, Evidence evidence, int width) {
        for (String line : evidence.lines(width - MARGIN.length())) {
            text.append(MARGIN).append(line).append('\n');
        }
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Terminal.green("pass");
            case FAIL -> Terminal.red("FAIL");
            case NOT_RUN -> "skip";
            default -> "????";
        };
    }

    private static String columns(String mark, String id, String promise, int width) {
        String visibleMark = mark.replaceAll("\u001b\\[\\d+m", "");
        String indentation = " ".repeat(visibleMark.length() + ID_WIDTH);
        return mark + String.format(Locale.ROOT, "%-" + ID_WIDTH + "s", id) + Text.wrapped(promise, width, indentation);
    }

    private static String paragraph(String label, String text, int width) {
        String start = label.isEmpty() ? MARGIN : MARGIN + label + " ".repeat(LABEL_WIDTH - label.length());
        return start + Text.wrapped(text, width, " ".repeat(start.length()));
    }
}
