package tenstages.loadgen.engine;

import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes a selector when the next request is due: {@code select} waits whole milliseconds, and parking instead of
 * selecting would notice replies late.
 */
final class Pacer implements AutoCloseable {
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "pacer");

    // shared between threads: volatile, so that the pacer sees what the engine writes
    private volatile long due;
    private volatile boolean closed;

    /** The first request is due at this time, in nanoseconds of {@link System#nanoTime()}. */
    Pacer(Selector selector, long due) {
        this.selector = selector;
        this.due = due;
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on it is the next request's time that counts. */
    void wakeAt(long nextDue) {
        due = nextDue;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            long left = due - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                selector.wakeup();
                // Until there is another time to wait for.
                LockSupport.park(this);
            }
        }
    }

    /** Returns once the selector will not be woken any more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
