package tenstages.loadgen.report;

import java.util.List;
import java.util.Optional;
import tenstages.loadgen.exam.Evidence;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.ExamFailure;
import tenstages.loadgen.exam.ExamItem;
import tenstages.loadgen.exam.ExamResult;
import tenstages.loadgen.exam.ItemResult;
import tenstages.loadgen.exam.ItemResult.Verdict;
import tenstages.loadgen.exam.OperationCounts;

/** Results of exams, made up. */
final class MadeExam {
    static final Evidence EVIDENCE = new Evidence("sent <&\\n", "expected \"1\"", "expected 2", 9, 9);
    static final ExamFailure FAILURE = new ExamFailure("what was seen", EVIDENCE, "The cause that is known.");

    private MadeExam() {}

    static ItemResult passed(String id, int stage) {
        return result(id, stage, Verdict.PASS, null, "");
    }

    static ItemResult failed(String id, int stage) {
        return result(
                id, stage, Verdict.FAIL, FAILURE, "the server has ended, with exit code 3", "one\u0007", "two <b>");
    }

    static ItemResult failedSaying(String id, int stage, String line) {
        return result(id, stage, Verdict.FAIL, FAILURE, "", line);
    }

    static ItemResult failedWithoutBytes(String id, int stage) {
        return result(id, stage, Verdict.FAIL, new ExamFailure("what was seen", null), "");
    }

    static ItemResult failedBecause(String id, int stage, String cause) {
        return result(id, stage, Verdict.FAIL, new ExamFailure("what was seen", EVIDENCE, cause), "");
    }

    static ItemResult notJudged(String id, int stage) {
        return result(id, stage, Verdict.INCONCLUSIVE, null, "too busy");
    }

    static ItemResult notRun(String id, int stage, String reason) {
        return result(id, stage, Verdict.NOT_RUN, null, reason);
    }

    static ExamResult exam(int stage, ItemResult... items) {
        return new ExamResult(stage, List.of(items), 12.345);
    }

    private static ItemResult result(
            String id, int stage, Verdict verdict, ExamFailure failure, String reason, String... lines) {
        ExamItem item = Exam.of(stage).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        return new ItemResult(
                item,
                verdict,
                "--made up",
                1.5,
                new OperationCounts(7, 1, 2),
                Optional.ofNullable(failure),
                reason,
                List.of(lines));
    }
}
