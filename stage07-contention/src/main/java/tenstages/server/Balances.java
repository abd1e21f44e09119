package tenstages.server;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The balance of every user. Any thread may call it.
 *
 * <p>One lock guards the map, and also makes each change visible to the next reader. Whoever changes a balance holds it
 * from the read to the write; everybody else waits, for the same user or not, to write or only to read.
 */
final class Balances {
    // fixed at construction
    private final SimulatedWork work;
    private final SimulatedWork hold;
    private final ContentionStats contention;

    // shared between threads
    private final Lock lock = new ReentrantLock();
    private final Map<String, Long> balances = new HashMap<>();

    Balances(SimulatedWork work, SimulatedWork hold, ContentionStats contention) {
        this.work = work;
        this.hold = hold;
        this.contention = contention;
    }

    /** Changes the user's balance by the event and returns the new one. Blocks while the work takes its time. */
    long apply(Event event) {
        work.perform();
        long asked = System.nanoTime();
        lock.lock();
        long locked = System.nanoTime();
        long after;
        try {
            long before = balances.getOrDefault(event.user(), 0L);
            hold.perform();
            after = Math.addExact(before, event.change());
            balances.put(event.user(), after);
        } finally {
            lock.unlock();
        }
        contention.record(event.user(), after, locked - asked, System.nanoTime() - locked);
        return after;
    }

    /** The user's balance; 0 for a user never seen. */
    long of(String user) {
        lock.lock();
        try {
            return balances.getOrDefault(user, 0L);
        } finally {
            lock.unlock();
        }
    }
}
