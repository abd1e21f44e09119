package tenstages.server;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that measures how long a thread waits for it and how long the thread then holds it. Any thread may call it.
 *
 * <p>To read the clock twice takes as long as a short hold. So a wait is always measured, and a hold if the last
 * measured one was long. After a short one only one in {@value #SHORT_HOLDS_FOR_EACH_TIMED} is, and stands for those
 * that follow: a single long hold among short ones is mostly missed.
 */
final class TimedLock {
    private static final int SHORT_HOLDS_FOR_EACH_TIMED = 64;
    private static final long SHORT_NANOS = 10_000;

    private final Lock lock = new ReentrantLock();

    // guarded by the lock
    private long waitNanos;
    private long holdNanos = Long.MAX_VALUE;
    private int holds;
    private boolean timed;
    private long lockedAt;

    /**
     * How long a thread waited for the lock, and how long it held it or the last one that was measured, in nanoseconds.
     */
    record Times(long waitNanos, long holdNanos) {}

    /** Waits until the lock is free, and takes it. */
    void lock() {
        if (lock.tryLock()) {
            waitNanos = 0;
        } else {
            long asked = System.nanoTime();
            lock.lock();
            waitNanos = System.nanoTime() - asked;
        }
        timed = holdNanos > SHORT_NANOS || ++holds % SHORT_HOLDS_FOR_EACH_TIMED == 0;
        if (timed) {
            lockedAt = System.nanoTime();
        }
    }

    /** Releases the lock, and returns the times of the calling thread. */
    Times unlock() {
        if (timed) {
            holdNanos = System.nanoTime() - lockedAt;
        }
        Times times = new Times(waitNanos, holdNanos);
        lock.unlock();
        return times;
    }
}
