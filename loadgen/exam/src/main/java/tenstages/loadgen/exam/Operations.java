package tenstages.loadgen.exam;

import java.util.concurrent.atomic.AtomicLong;

/** What became of the lines that the clients of an item sent. Any thread may count. */
final class Operations {
    private final AtomicLong ok = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();

    /** A reply came, and nothing is wrong with it. */
    void ok() {
        ok.incrementAndGet();
    }

    /** Another reply came than the one promised, or none in time. */
    void failed() {
        failed.incrementAndGet();
    }

    /**
     * This number of lines was not answered before the connection was cut: the server may have acted upon them or not.
     */
    void unknown(long lines) {
        unknown.addAndGet(lines);
    }

    /** The counts of this moment. */
    OperationCounts counts() {
        return new OperationCounts(ok.get(), failed.get(), unknown.get());
    }
}
