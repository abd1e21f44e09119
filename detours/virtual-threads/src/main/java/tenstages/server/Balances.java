package tenstages.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The balance of every user. Any thread may call it. */
final class Balances {
    // fixed at construction
    private final SimulatedWork work;

    // shared between threads
    private final Map<String, Long> balances = new ConcurrentHashMap<>();

    Balances(SimulatedWork work) {
        this.work = work;
    }

    /**
     * Changes the user's balance by the event and returns the new one. Blocks while the work takes its time. The change
     * itself is one step: merge holds a lock of the map from its read to its write, and the work is done before.
     */
    long apply(Request.Event event) {
        work.perform();
        return balances.merge(event.user(), event.change(), Math::addExact);
    }

    /** The user's balance; 0 for a user never seen. */
    long of(String user) {
        return balances.getOrDefault(user, 0L);
    }
}
