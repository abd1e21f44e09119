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
     * @param failed of those, whose processing threw an exception
     */
    record Snapshot(long received, long processed, long dropped, long failed) {
        /**
         * Accepted, and neither applied nor failed yet; never negative. Exact if the event loop has taken the snapshot.
         * If another thread has, events that were just being counted can make the number too large.
         */
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
     * Reads {@code received} last. The event loop counts an event as received before it puts it into the queue, put
     * happens-before take, and a sum sees what was added before (OpenJDK's does; no document promises it). So whoever
     * sees an event as processed, dropped or failed sees it as received, and pending cannot be negative.
     */
    Snapshot snapshot() {
        long processedSoFar = processed.sum();
        long droppedSoFar = dropped.sum();
        long failedSoFar = failed.sum();
        return new Snapshot(received.sum(), processedSoFar, droppedSoFar, failedSoFar);
    }
}
