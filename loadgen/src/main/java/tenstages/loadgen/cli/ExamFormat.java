package tenstages.loadgen.cli;

import java.io.IOException;
import java.util.Optional;
import tenstages.loadgen.exam.ExamResult;
import tenstages.loadgen.practice.teaching.Graded;
import tenstages.loadgen.practice.teaching.Points;
import tenstages.loadgen.report.CheckReport;
import tenstages.loadgen.report.ExamFile;
import tenstages.loadgen.report.ExamMarkdown;
import tenstages.loadgen.report.GradescopeFile;
import tenstages.loadgen.report.Terminal;

/** What the result of an exam is printed as. */
enum ExamFormat {
    TEXT,
    JSON,
    JUNIT,
    MARKDOWN,
    GRADESCOPE;

    /** Without a final newline. Where scores are needed, and nothing is said of them, each item is worth one point. */
    String of(ExamResult result, Optional<Points> points) throws IOException {
        Optional<Graded> graded = points.map(each -> new Graded(result, each));
        return switch (this) {
            case TEXT ->
                CheckReport.summary(result, Terminal.width())
                        + graded.map(each -> "\n" + CheckReport.points(each, Terminal.width()))
                                .orElse("");
            case JSON -> ExamFile.json(result, graded);
            case JUNIT -> ExamFile.junit(result, graded);
            case MARKDOWN -> ExamMarkdown.of(result, graded);
            case GRADESCOPE -> GradescopeFile.of(graded.orElseGet(() -> new Graded(result, Points.oneEach())));
        };
    }
}
