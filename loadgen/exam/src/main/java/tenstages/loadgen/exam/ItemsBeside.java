package tenstages.loadgen.exam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Items that mostly wait: they run beside the others, each with a server of its own. So the exam
 * takes longer only where there is nothing else to do. One thread at a time may use it.
 */
final class ItemsBeside implements AutoCloseable {
    private final Supplier<Examination> examinations;
    private final ExecutorService examiner;
    private final List<Examination> begun = new ArrayList<>();
    private final Map<ExamItem, Future<ExamResult>> results = new HashMap<>();

    ItemsBeside(Supplier<Examination> examinations, ExecutorService examiner) {
        this.examinations = examinations;
        this.examiner = examiner;
    }

    void begin(ExamItem item) {
        Examination examination = examinations.get();
        begun.add(examination);
        results.put(item, examiner.submit(() -> examination.run(List.of(item), true)));
    }

    /**
     * What came of it, which is waited for; empty if it was not begun, or if a second server could not be started
     * beside the first.
     */
    Optional<ItemResult> result(ExamItem item) throws IOException {
        Future<ExamResult> result = results.get(item);
        try {
            return Optional.ofNullable(
                    result == null ? null : result.get().items().get(0));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                return Optional.empty();
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        begun.forEach(Examination::close);
    }
}
