package tenstages.primitives;

/** A gate that opens once, when it was counted down to zero, and for everybody. Any thread may call it. */
final class Latch {
    // shared between threads, guarded by this
    private int left;

    Latch(int left) {
        this.left = left;
    }

    /** What was done before it happens-before the return of each await. */
    synchronized void countDown() {
        if (left > 0 && --left == 0) {
            // notify is not enough: one wake-up is for one thread, and an open gate is for all.
            notifyAll();
        }
    }

    synchronized void await() throws InterruptedException {
        while (left > 0) {
            wait();
        }
    }
}
