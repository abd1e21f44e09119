package tenstages.server;

import java.util.concurrent.atomic.LongAdder;

/** The mistake: a snapshot reads {@code received} first. */
final class Metrics {
    private final LongAdder received = new LongAdder();
    private final LongAdder processed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failed = new LongAdder();

    record Snapshot(long received, long processed, long dropped, long failed) {
        long pending() {
            return received - processed - dropped - failed;
        }
    }

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

    Snapshot snapshot() {
        return new Snapshot(received.sum(), processed.sum(), dropped.sum(), failed.sum());
    }
}
