package tenstages.loadgen.exam;

import java.io.IOException;

/** A connection that was reset, and what that means if nobody expected it. */
final class BrokenConnection extends IOException {
    private static final long serialVersionUID = 1L;

    private final ExamFailure failure;

    BrokenConnection(ExamFailure failure, IOException cause) {
        super(failure.what(), cause);
        this.failure = failure;
    }

    ExamFailure failure() {
        return failure;
    }
}
