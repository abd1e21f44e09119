package tenstages.server;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The balance of every user. Any thread may call it.
 *
 * <p>The users are spread over stripes, each a plain map under a read-write lock of its own: changes of users in
 * different stripes never wait for each other, and reads wait only for a change in their own stripe. One user's changes
 * still wait for each other, however many stripes there are.
 */
final class Balances {
    // fixed at construction
    private final Stripe[] stripes;
    private final SimulatedWork work;
    private final SimulatedWork hold;
    private final ContentionStats contention;

    /** Some of the users. The map is guarded by the lock, which also makes each change visible to the next reader. */
    private static final class Stripe {
        final ReadWriteLock lock = new ReentrantReadWriteLock();
        final Map<String, Long> balances = new HashMap<>();
    }

    /** The number of stripes is rounded up to a power of two. */
    Balances(int stripes, SimulatedWork work, SimulatedWork hold, ContentionStats contention) {
        this.stripes = new Stripe[1 << (32 - Integer.numberOfLeadingZeros(stripes - 1))];
        for (int i = 0; i < this.stripes.length; i++) {
            this.stripes[i] = new Stripe();
        }
        this.work = work;
        this.hold = hold;
        this.contention = contention;
    }

    /** Changes the user's balance by the event and returns the new one. Blocks while the work takes its time. */
    long apply(Event event) {
        work.perform();
        Stripe stripe = stripeOf(event.user());
        long asked = System.nanoTime();
        stripe.lock.writeLock().lock();
        long locked = System.nanoTime();
        long after;
        try {
            long before = stripe.balances.getOrDefault(event.user(), 0L);
            hold.perform();
            after = Math.addExact(before, event.change());
            stripe.balances.put(event.user(), after);
        } finally {
            stripe.lock.writeLock().unlock();
        }
        contention.record(event.user(), after, locked - asked, System.nanoTime() - locked);
        return after;
    }

    /** The user's balance; 0 for a user never seen. */
    long of(String user) {
        Stripe stripe = stripeOf(user);
        stripe.lock.readLock().lock();
        try {
            return stripe.balances.getOrDefault(user, 0L);
        } finally {
            stripe.lock.readLock().unlock();
        }
    }

    /** The mask keeps the low bits of a hash alone, so the high ones are folded in first, as HashMap does. */
    private Stripe stripeOf(String user) {
        int hash = user.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (stripes.length - 1)];
    }
}
