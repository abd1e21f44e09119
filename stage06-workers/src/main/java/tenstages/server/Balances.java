package tenstages.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The balance of every user, in a map that any thread may read while another one writes it. */
final class Balances {
    // fixed at construction
    private final SimulatedWork work;

    // shared between threads
    private final Map<String, Long> balances = new ConcurrentHashMap<>();

    Balances(SimulatedWork work) {
        this.work = work;
    }

    /** Changes the user's balance by the event and returns the new one. Blocks while the work takes its time. */
    long apply(Request.Event event) {
        long before = balances.getOrDefault(event.user(), 0L);
        work.perform();
        long after = Math.addExact(before, event.change());
        balances.put(event.user(), after);
        return after;
    }

    /** The user's balance; 0 for a user never seen. */
    long of(String user) {
        return balances.getOrDefault(user, 0L);
    }
}
