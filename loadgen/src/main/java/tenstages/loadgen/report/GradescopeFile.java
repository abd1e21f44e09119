package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.practice.teaching.Graded;
import tenstages.loadgen.practice.teaching.Points;
import tenstages.loadgen.protocol.Printable;

/**
 * An exam as Gradescope reads it in {@code /autograder/results/results.json}. All texts are plain, so that nothing a
 * server printed is taken for HTML or Markdown.
 */
public final class GradescopeFile {
    private static final int WIDTH = 100;
    private static final int MOST = 20_000;
    private static final String TEXT = "text";
    private static final String VISIBLE = "visible";

    private GradescopeFile() {}

    /** Without a final newline. */
    public static String of(Graded graded) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("score", Points.number(graded.score()))
                .put("execution_time", graded.exam().seconds())
                .put("output", plain(CheckReport.plainSummary(graded.exam())))
                .put("output_format", TEXT)
                .put("test_output_format", TEXT)
                .put("test_name_format", TEXT)
                .put("visibility", VISIBLE);
        for (ItemResult item : graded.exam().items()) {
            boolean passed = item.verdict() == Verdict.PASS;
            json.withArray("tests")
                    .addObject()
                    .put("name", item.item().id() + ": " + item.item().promise())
                    .put("score", Points.number(graded.score(item)))
                    .put("max_score", Points.number(graded.most(item)))
                    .put("status", passed ? "passed" : "failed")
                    .put("output", plain(output(item)))
                    .put("visibility", VISIBLE);
        }
        return Json.WRITER.writeValueAsString(json);
    }

    private static String output(ItemResult item) {
        return switch (item.verdict()) {
            case PASS -> "";
            case FAIL -> CheckReport.failure(item, WIDTH);
            case INCONCLUSIVE -> "cannot be judged: " + item.reason();
            case NOT_RUN -> "not run: " + item.reason();
        };
    }

    private static String plain(String text) {
        return Printable.text(Printable.cut(text, MOST));
    }
}
