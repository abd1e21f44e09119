package tenstages.server;

import tenstages.proofs.Recorder;

/** In place of the program's own: a lock that excludes, and writes down who takes it and who gives it back. */
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
        Recorder.step("takes the lock");
    }

    synchronized Times unlock() {
        Recorder.step("gives the lock back");
        held = false;
        notify();
        return new Times(0, 0);
    }
}
