package tenstages.primitives;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Two threads that do nothing but take one lock, give it back, and take it again. */
final class Turns {
    /**
     * What two threads did with one lock.
     *
     * @param turns how often the lock was taken, by either
     * @param overtakings how often a thread took it that had just given it back, while the other one was waiting
     * @param mostInARow the longest wait, in overtakings
     */
    record Played(long turns, long overtakings, long mostInARow) {}

    // fixed at construction
    private final ReentrantLock lock;

    // shared between threads
    private volatile boolean over;

    // shared between threads, guarded by lock
    private long turns;
    private long overtakings;
    private long inARow;
    private long mostInARow;

    /** Whose turn was the last one, and whether the other thread waited at its end. */
    private Thread last;

    private boolean otherWaited;

    Turns(ReentrantLock lock) {
        this.lock = lock;
    }

    Played play(long millis) throws InterruptedException {
        Thread one = Threads.start("one", this::takeTurns);
        Thread other = Threads.start("other", this::takeTurns);
        TimeUnit.MILLISECONDS.sleep(millis);
        over = true;
        Threads.join(one, other);
        return new Played(turns, overtakings, mostInARow);
    }

    private void takeTurns() {
        while (!over) {
            lock.lock();
            try {
                takeTurn(Thread.currentThread());
            } finally {
                lock.unlock();
            }
        }
    }

    private void takeTurn(Thread me) {
        turns++;
        boolean overtook = last == me && otherWaited;
        overtakings += overtook ? 1 : 0;
        inARow = overtook ? inARow + 1 : 0;
        mostInARow = Math.max(mostInARow, inARow);
        last = me;
        // Whoever is in the lock's queue now stays there until this thread has given the lock back.
        otherWaited = lock.hasQueuedThreads();
    }
}
