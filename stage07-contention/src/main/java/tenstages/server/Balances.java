package tenstages.server;

import java.util.HashMap;
import java.util.Map;

/**
 * The balance of every user. Any thread may call it.
 *
 * <p>One lock guards the map, and makes each change visible to whoever takes the lock next. A change holds it from the
 * read to the write. Everybody else waits meanwhile: for the same user or another one, to write or only to read.
 */
final class Balances {
    // fixed at construction
    private final SimulatedWork work;
    private final SimulatedWork hold;
    private final ContentionStats contention;

    // shared between threads
    private final TimedLock lock = new TimedLock();
    private final Map<String, Long> balances = new HashMap<>();

    Balances(SimulatedWork work, SimulatedWork hold, ContentionStats contention) {
        this.work = work;
        this.hold = hold;
        this.contention = contention;
    }

    /** Changes the user's balance by the event and returns the new one. Blocks while the work takes its time. */
    long apply(Request.Event event) {
        work.perform();
        long after;
        TimedLock.Times times;
        lock.lock();
        try {
            long before = balances.getOrDefault(event.user(), 0L);
            hold.perform();
            after = Math.addExact(before, event.change());
            balances.put(event.user(), after);
        } finally {
            times = lock.unlock();
        }
        contention.record(event.user(), after, times);
        return after;
    }

    /** The user's balance; 0 for a user never seen. Waits for the lock. */
    long of(String user) {
        lock.lock();
        try {
            return balances.getOrDefault(user, 0L);
        } finally {
            lock.unlock();
        }
    }
}
