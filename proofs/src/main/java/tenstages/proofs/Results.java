package tenstages.proofs;

import java.util.List;
import java.util.Objects;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;

/**
 * What the calls of one schedule have returned, as text: {@code void} for nothing, the exception's name for an
 * exception.
 *
 * @param threads of each thread's calls
 * @param afterwards of the calls when all threads had ended
 */
public record Results(List<List<String>> threads, List<String> afterwards) {
    static Results of(ExecutionResult result) {
        return new Results(
                result.getParallelResultsWithClock().stream()
                        .map(thread -> thread.stream()
                                .map(each -> Objects.toString(each.getResult()))
                                .toList())
                        .toList(),
                result.getPostResults().stream().map(Objects::toString).toList());
    }

    /** Of the first call when all threads had ended. */
    public String after() {
        return afterwards.get(0);
    }

    /** Of the last call of a thread, counted from 0. */
    public String of(int thread) {
        List<String> calls = threads.get(thread);
        return calls.get(calls.size() - 1);
    }
}
