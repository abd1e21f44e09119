package tenstages.primitives;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Money goes from one account to another, under the locks of both: in three ways, and the first one is wrong. */
final class Transfers {
    private static final long BACK_OFF_NANOS = 100_000;

    static final class Account {
        // fixed at construction
        final int number;
        final ReentrantLock lock = new ReentrantLock();

        // shared between threads, guarded by lock
        long balance;

        Account(int number) {
            this.number = number;
        }
    }

    private Transfers() {}

    /** Two of these with the same accounts, one there and one back, may wait for each other for ever. */
    static void inGivenOrder(Account from, Account to, Threads.Task between) throws Exception {
        underLocks(from, to, from, to, between);
    }

    /** All threads take the lock of the smaller number first, so the waiting cannot go round in a circle. */
    static void inOneOrder(Account from, Account to, Threads.Task between) throws Exception {
        boolean inOrder = from.number < to.number;
        underLocks(inOrder ? from : to, inOrder ? to : from, from, to, between);
    }

    private static void underLocks(Account first, Account second, Account from, Account to, Threads.Task between)
            throws Exception {
        // lock() could not be interrupted, and neither can synchronized be.
        first.lock.lockInterruptibly();
        try {
            between.run();
            second.lock.lockInterruptibly();
            try {
                from.balance--;
                to.balance++;
            } finally {
                second.lock.unlock();
            }
        } finally {
            first.lock.unlock();
        }
    }

    /** Whoever does not get the second lock gives the first one back. Returns how often that was so. */
    static int withBackOff(Account from, Account to, Threads.Task between) throws Exception {
        for (int backOffs = 0; ; backOffs++) {
            from.lock.lockInterruptibly();
            try {
                between.run();
                if (to.lock.tryLock()) {
                    try {
                        from.balance--;
                        to.balance++;
                        return backOffs;
                    } finally {
                        to.lock.unlock();
                    }
                }
            } finally {
                from.lock.unlock();
            }
            // A random time, so that two threads do not go on in step: that would be a livelock.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(BACK_OFF_NANOS));
        }
    }
}
