package tenstages.server;

import java.util.HashMap;
import java.util.Map;

/** The balance of every user. Event loop thread only: what one thread owns needs no lock. */
final class Balances {
    // fixed at construction
    private final SimulatedWork work;

    // event loop thread only
    private final Map<String, Long> balances = new HashMap<>();

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
