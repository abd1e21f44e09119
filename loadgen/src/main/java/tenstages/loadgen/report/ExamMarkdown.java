package tenstages.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tenstages.loadgen.exam.ExamResult;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.practice.teaching.Graded;
import tenstages.loadgen.practice.teaching.Points;
import tenstages.loadgen.protocol.Printable;

/** An exam as the summary of a job: a table of all items, and then what is known of each failure. */
public final class ExamMarkdown {
    private static final int WIDTH = 100;

    /** What a server printed may be long, and GitHub takes no summary above a megabyte. */
    private static final int MOST_OF_A_FAILURE = 6_000;

    private static final int MOST = 200_000;

    private ExamMarkdown() {}

    /** With points, if an item is worth any; without a final newline. */
    public static String of(ExamResult result, Optional<Graded> graded) {
        StringBuilder text = new StringBuilder(
                "## Stage " + result.stage() + ": " + result.verdict().name().replace('_', ' ') + "\n\n");
        text.append(Markdown.text(CheckReport.plainSummary(result))).append("\n\n");
        graded.ifPresent(each -> text.append("**Points: " + of(each.score(), each.most()) + "**\n\n"));
        text.append(table(result, graded));
        int left = 0;
        for (ItemResult item : result.items()) {
            if (item.verdict() == Verdict.FAIL && text.length() < MOST) {
                text.append(failure(item));
            } else {
                left += item.verdict() == Verdict.FAIL ? 1 : 0;
            }
        }
        return text.append(left == 0 ? "" : "\n" + left + " more failed, and are not shown.\n")
                .toString()
                .stripTrailing();
    }

    private static String table(ExamResult result, Optional<Graded> graded) {
        List<String> head = new ArrayList<>(List.of("", "item", "promise"));
        graded.ifPresent(each -> head.add("points"));
        StringBuilder table = new StringBuilder(Markdown.head(head));
        for (ItemResult item : result.items()) {
            List<String> cells = new ArrayList<>(List.of(
                    word(item.verdict()),
                    "`" + item.item().id() + "`",
                    Markdown.text(item.item().promise())));
            graded.ifPresent(each -> cells.add(of(each.score(item), each.most(item))));
            table.append(Markdown.row(cells));
        }
        return table.toString();
    }

    private static String failure(ItemResult item) {
        String all = CheckReport.failure(item, WIDTH);
        return "\n### " + item.item().id() + "\n\n" + Markdown.lines(Printable.cut(all, MOST_OF_A_FAILURE));
    }

    private static String of(long score, long most) {
        return Points.text(score) + " of " + Points.text(most);
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "pass";
            case FAIL -> "**FAIL**";
            case INCONCLUSIVE -> "not judged";
            case NOT_RUN -> "not run";
        };
    }
}
