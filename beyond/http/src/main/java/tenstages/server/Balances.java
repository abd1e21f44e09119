package tenstages.server;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The balance of every user. Any thread may call it.
 *
 * <p>The users are spread over stripes, each with a lock and a map of its own. Changes of users in different stripes
 * never wait for each other; changes of one user do, however many stripes there are. A read waits for nobody.
 */
final class Balances {
    /** 2^32 divided by the golden ratio (Fibonacci hashing: Knuth, The Art of Computer Programming, vol. 3, 6.4). */
    private static final int GOLDEN = 0x9E3779B9;

    /** Some of the users. A change holds the lock from the read to the write, so the map has one writer at a time. */
    static final class Stripe {
        final TimedLock lock = new TimedLock();
        final Map<String, Long> balances = new ConcurrentHashMap<>();
    }

    // fixed at construction
    final Stripe[] stripes;
    private final SimulatedWork work;
    private final SimulatedWork hold;
    private final ContentionStats contention;

    /** There may be 1 to 65536 stripes. */
    Balances(int stripes, SimulatedWork work, SimulatedWork hold, ContentionStats contention) {
        this.stripes = new Stripe[stripes];
        Arrays.setAll(this.stripes, i -> new Stripe());
        this.work = work;
        this.hold = hold;
        this.contention = contention;
    }

    /** Changes the user's balance by the event and returns the new one. Blocks while the work takes its time. */
    long apply(Request.Event event) {
        work.perform();
        Stripe stripe = stripeOf(event.user());
        long after;
        TimedLock.Times times;
        stripe.lock.lock();
        try {
            long before = stripe.balances.getOrDefault(event.user(), 0L);
            hold.perform();
            after = Math.addExact(before, event.change());
            stripe.balances.put(event.user(), after);
        } finally {
            times = stripe.lock.unlock();
        }
        contention.record(event.user(), after, times);
        return after;
    }

    /** The user's balance; 0 for a user never seen. */
    long of(String user) {
        return stripeOf(user).balances.getOrDefault(user, 0L);
    }

    /**
     * A map picks a bucket by the low bits of the hash, into which it has mixed the upper half. If the stripe were
     * picked by the same bits, its users would share few of the buckets of its map. So the stripe is picked by the high
     * bits of a product in which every bit of the hash counts: they are a number from 0 to 65535, and that is scaled
     * down to the number of stripes.
     */
    private Stripe stripeOf(String user) {
        return stripes[(user.hashCode() * GOLDEN >>> 16) * stripes.length >>> 16];
    }
}
