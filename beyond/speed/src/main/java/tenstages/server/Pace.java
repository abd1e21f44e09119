package tenstages.server;

/**
 * How long an event takes a worker. Workers record it, and the event loop asks into how many shares to divide a batch:
 * to wake up one more worker pays where the work takes longer than waking it up. Any thread may call it.
 */
final class Pace {
    /** Less work than this is not worth a share of its own: until a woken thread runs, 10 µs and more have passed. */
    private static final double SHARE_NANOS = 50_000;

    /**
     * The mean of the last batch. Before the first one, long. Volatile, so that the event loop sees what workers write.
     */
    private volatile double nanosPerEvent = Double.MAX_VALUE;

    void record(int events, long nanos) {
        nanosPerEvent = (double) nanos / events;
    }

    /** From 1 to the most. */
    int shares(int events, int most) {
        return (int) Math.max(1, Math.min(most, events * nanosPerEvent / SHARE_NANOS));
    }
}
