package tenstages.server;

/**
 * In place of the program's own: a lock that excludes, and nothing else. Every compare-and-set within a real lock is a
 * place where threads can be switched, and there are too many of them to try all.
 */
final class TimedLock {
    private boolean held;

    record Times(long waitNanos, long holdNanos) {}

    synchronized void lock() {
        while (held) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        held = true;
    }

    synchronized Times unlock() {
        held = false;
        notify();
        return new Times(0, 0);
    }
}
