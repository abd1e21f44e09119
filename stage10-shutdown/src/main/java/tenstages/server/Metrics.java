package tenstages.server;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of every event. Any thread may call it.
 *
 * <p>Each counter is a {@link LongAdder}: threads that count at the same time add to cells of their own instead of
 * fighting for one.
 */
final class Metrics {
    // shared between threads
    private final LongAdder received = new LongAdder();
    private final LongAdder processed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /**
     * The counters, read one after the other.
     *
     * @param received valid events
     * @param processed of those, applied
     * @param dropped of those, refused: the client was told so
     * @param failed of those, taken by a worker and thrown out by an exception
     */
    record Snapshot(long received, long processed, long dropped, long failed) {
        /** Accepted, and not yet through with; never negative. */
        long pending() {
            return received - processed - dropped - failed;
        }
    }

    /** To be called before the event is offered to the queue: {@link #snapshot()} relies on it. */
    void eventReceived() {
        received.increment();
    }

    void eventProcessed() {
        processed.increment();
    }

    void eventDropped() {
        dropped.increment();
    }

    void eventFailed() {
        failed.increment();
    }

    /**
     * Reads the ends of an event's life before its beginning. An event counted as processed, dropped or failed was counted
     * as received before (the queue hands that memory effect from the event loop to the worker), so the sum that is read
     * last has it too, and pending cannot be negative. Read the other way round, it could.
     */
    Snapshot snapshot() {
        long processedSoFar = processed.sum();
        long droppedSoFar = dropped.sum();
        long failedSoFar = failed.sum();
        return new Snapshot(received.sum(), processedSoFar, droppedSoFar, failedSoFar);
    }
}
