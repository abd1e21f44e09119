package tenstages.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The mistake: the cell is looked up, and made, before the lock is taken. So there can be two of one user. */
final class Balances {
    private final TimedLock lock = new TimedLock();
    private final Map<String, AtomicLong> balances = new ConcurrentHashMap<>();

    Balances(int stripes, SimulatedWork work, SimulatedWork hold, ContentionStats contention) {}

    long apply(Request.Event event) {
        AtomicLong balance = balances.get(event.user());
        if (balance == null) {
            balance = new AtomicLong();
            balances.put(event.user(), balance);
        }
        lock.lock();
        long after = Math.addExact(balance.get(), event.change());
        balance.setRelease(after);
        lock.unlock();
        return after;
    }

    long of(String user) {
        return balances.get(user).get();
    }
}
