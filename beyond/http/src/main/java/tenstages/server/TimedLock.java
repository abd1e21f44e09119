package tenstages.server;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that measures how long a thread waits for it and how long the thread then holds it. Any thread may call it.
 */
final class TimedLock {
    private final Lock lock = new ReentrantLock();

    // guarded by the lock
    private long lockedAt;
    private long waitNanos;

    /** How long a thread waited for the lock and held it, in nanoseconds. */
    record Times(long waitNanos, long holdNanos) {}

    /** Waits until the lock is free, and takes it. */
    void lock() {
        long asked = System.nanoTime();
        lock.lock();
        lockedAt = System.nanoTime();
        waitNanos = lockedAt - asked;
    }

    /** Releases the lock, and returns the times of the calling thread. */
    Times unlock() {
        Times times = new Times(waitNanos, System.nanoTime() - lockedAt);
        lock.unlock();
        return times;
    }
}
