package tenstages.primitives;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Two threads take one lock, keep it until the other one waits for it, give it back, and take it again. */
final class Turns {
    /**
     * What they did with it.
     *
     * @param turns how often the lock was taken
     * @param overtakings how often a thread took it that had just given it back, while the other one was waiting
     * @param mostInARow how often at most without a turn of the other one
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

    /** Whose turn was the last one. */
    private Thread last;

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
        // The other one was waiting at the end of the last turn, so whoever has two in a row has overtaken it.
        boolean overtook = last == me;
        overtakings += overtook ? 1 : 0;
        inARow = overtook ? inARow + 1 : 0;
        mostInARow = Math.max(mostInARow, inARow);
        last = me;
        while (!lock.hasQueuedThreads() && !over) {
            Thread.onSpinWait();
        }
    }
}
