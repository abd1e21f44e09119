package tenstages.server;

import java.util.Locale;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long workers wait for a lock and how long they hold it. Workers record. The event loop prints a line for each
 * second in which an event was applied.
 */
final class ContentionStats {
    // fixed at construction
    private final Output out;
    private final boolean verbose;

    // shared between threads
    private final LongAdder events = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();
    private final LongAdder holdNanos = new LongAdder();
    private final LongAccumulator maxWaitNanos = new LongAccumulator(Long::max, 0);
    private final LongAccumulator maxHoldNanos = new LongAccumulator(Long::max, 0);

    // event loop thread only
    private Sums printed = new Sums(0, 0, 0);

    /** Of all events so far. */
    record Sums(long events, long waitNanos, long holdNanos) {}

    /** With {@code verbose}, each event is printed too. */
    ContentionStats(Output out, boolean verbose) {
        this.out = out;
        this.verbose = verbose;
    }

    /** Makes the event loop print a line each second. */
    void printEachSecond(EventLoop eventLoop) {
        long before = eventLoop.nanoTime();
        eventLoop.schedule(1000, () -> {
            print(eventLoop.nanoTime() - before);
            printEachSecond(eventLoop);
        });
    }

    /** To be called once for each event, without the lock. Any thread may call it. */
    void record(String user, long balance, TimedLock.Times times) {
        events.increment();
        waitNanos.add(times.waitNanos());
        holdNanos.add(times.holdNanos());
        maxWaitNanos.accumulate(times.waitNanos());
        maxHoldNanos.accumulate(times.holdNanos());
        if (verbose) {
            String who = Thread.currentThread().getName() + " user=" + printable(user) + " balance=" + balance;
            out.println(who + " wait=" + millis(times.waitNanos()) + " hold=" + millis(times.holdNanos()));
        }
    }

    /** Prints what was recorded since the last call, elapsedNanos ago. Prints nothing if no event was recorded. */
    void print(long elapsedNanos) {
        Sums before = printed;
        printed = sums();
        long count = printed.events - before.events;
        long waited = printed.waitNanos - before.waitNanos;
        long held = printed.holdNanos - before.holdNanos;
        String maxWait = millis(maxWaitNanos.getThenReset());
        String maxHold = millis(maxHoldNanos.getThenReset());
        if (count > 0) {
            String rate = "events/s=" + Math.round(count * 1e9 / elapsedNanos);
            String wait = " wait avg=" + millis(waited / count) + " max=" + maxWait;
            String hold = " hold avg=" + millis(held / count) + " max=" + maxHold;
            String ratio = String.format(Locale.ROOT, " wait/hold=%.2f", (double) waited / Math.max(held, 1));
            out.println(rate + wait + hold + ratio);
        }
    }

    /** Read one after the other: an event that is just being recorded may be in some of them only. */
    Sums sums() {
        return new Sums(events.sum(), waitNanos.sum(), holdNanos.sum());
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2fms", nanos / 1e6);
    }

    /** A client chooses the name: a newline in it must not pass for a line of ours. */
    private static String printable(String user) {
        return user.replaceAll("[\\p{C}\\p{Z}]", "?");
    }
}
