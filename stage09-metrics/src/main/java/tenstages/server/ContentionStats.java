package tenstages.server;

import java.util.Locale;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long workers wait for a lock and how long they hold it. Workers record; the event loop has a line printed for each
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

    /** Prints a line for each second, and if {@code verbose} one for each event too. */
    ContentionStats(Output out, boolean verbose) {
        this.out = out;
        this.verbose = verbose;
    }

    /** Has the event loop print a line each second. */
    void printEachSecond(EventLoop eventLoop) {
        long before = System.nanoTime();
        eventLoop.schedule(1000, () -> {
            print(System.nanoTime() - before);
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

    /** Prints what was recorded since the last call, so many nanoseconds ago; nothing if that is nothing. */
    void print(long elapsedNanos) {
        long count = events.sumThenReset();
        long waited = waitNanos.sumThenReset();
        long held = holdNanos.sumThenReset();
        String maxWait = millis(maxWaitNanos.getThenReset());
        String maxHold = millis(maxHoldNanos.getThenReset());
        if (count > 0) {
            String rate = "events/s=" + Math.round(count * 1e9 / elapsedNanos);
            String wait = " wait avg=" + millis(waited / count) + " max=" + maxWait;
            String hold = " hold avg=" + millis(held / count) + " max=" + maxHold;
            out.println(rate + wait + hold + " wait/hold=" + decimals((double) waited / Math.max(held, 1)));
        }
    }

    private static String millis(long nanos) {
        return decimals(nanos / 1e6) + "ms";
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A client chooses the name: a newline in it must not pass for a line of ours. */
    private static String printable(String user) {
        return user.replaceAll("[\\p{C}\\p{Z}]", "?");
    }
}
