package tenstages.primitives;

/** A semaphore: so many permits, one for each thread that is inside. Any thread may call it. */
final class Permits {
    // shared between threads, guarded by this
    private int free;

    Permits(int free) {
        this.free = free;
    }

    synchronized void acquire() throws InterruptedException {
        while (free == 0) {
            wait();
        }
        free--;
    }

    /** What was done before it happens-before what the thread does that gets the permit. */
    synchronized void release() {
        free++;
        // notify is enough: all threads here wait for the same thing, and one permit is for one of them.
        notify();
    }
}
