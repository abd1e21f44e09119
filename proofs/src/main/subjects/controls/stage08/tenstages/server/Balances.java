package tenstages.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The mistake: the lock is let go between the read and the write. */
final class Balances {
    private final TimedLock lock = new TimedLock();
    private final Map<String, Long> balances = new ConcurrentHashMap<>();

    Balances(int stripes, SimulatedWork work, SimulatedWork hold, ContentionStats contention) {}

    long apply(Request.Event event) {
        lock.lock();
        long before = balances.getOrDefault(event.user(), 0L);
        lock.unlock();
        long after = Math.addExact(before, event.change());
        lock.lock();
        balances.put(event.user(), after);
        lock.unlock();
        return after;
    }

    long of(String user) {
        return balances.getOrDefault(user, 0L);
    }
}
