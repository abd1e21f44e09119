package tenstages.loadgen.process;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Context switches of a process, as the system counts them: thread by thread, and a thread that ends takes its count
 * with it.
 *
 * @param byThread how often each living thread has given up a processor, or lost it, by its id
 */
public record Switches(Map<String, Long> byThread) {
    /** Threads with a greater share of the switches must not be missing. */
    private static final double MOST_MISSING = 0.1;

    /** A reading that does not change any more. */
    public Switches {
        byThread = Map.copyOf(byThread);
    }

    /**
     * The switches since an earlier reading, of the threads that live now. Empty if the threads that have ended
     * meanwhile had made more than a tenth of the earlier ones: then the count would say little.
     */
    public OptionalLong since(Switches before) {
        long missing = sum(before)
                - before.byThread.entrySet().stream()
                        .filter(thread -> byThread.containsKey(thread.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        if (missing > MOST_MISSING * sum(before)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(byThread.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.byThread.getOrDefault(thread.getKey(), 0L))
                .sum());
    }

    private static long sum(Switches reading) {
        return reading.byThread.values().stream().mapToLong(Long::longValue).sum();
    }
}
