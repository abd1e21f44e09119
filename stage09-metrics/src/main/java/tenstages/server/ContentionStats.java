package tenstages.server;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long workers wait for a lock and how long they hold it. Workers record; one thread of its own, named
 * {@code contention-stats}, prints a line for each second in which an event was applied.
 *
 * <p>The sums only ever grow: the printer remembers what they were a second ago instead of setting them back, so it can
 * lose nothing that a worker adds meanwhile.
 */
final class ContentionStats {
    // fixed at construction
    private final PrintStream out;
    private final boolean verbose;
    private final Thread printer = new Thread(this::printEachSecond, "contention-stats");

    // shared between threads
    private final LongAdder events = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();
    private final LongAdder holdNanos = new LongAdder();
    private final LongAccumulator maxWaitNanos = new LongAccumulator(Long::max, 0);
    private final LongAccumulator maxHoldNanos = new LongAccumulator(Long::max, 0);

    // contention-stats thread only
    private long printedAt = System.nanoTime();
    private long printedEvents;
    private long printedWaitNanos;
    private long printedHoldNanos;

    /** Prints a line for each second to {@code out}, and if {@code verbose} one for each event too. */
    ContentionStats(PrintStream out, boolean verbose) {
        this.out = out;
        this.verbose = verbose;
    }

    /** Starts the printing. */
    void start() {
        printer.setDaemon(true);
        printer.start();
    }

    /** Any thread may call it, once for each event, after it let go of the lock. */
    void record(String user, long balance, long waited, long held) {
        events.increment();
        waitNanos.add(waited);
        holdNanos.add(held);
        maxWaitNanos.accumulate(waited);
        maxHoldNanos.accumulate(held);
        if (verbose) {
            out.println(String.format(
                    Locale.ROOT,
                    "%s user=%s balance=%d wait=%.2fms hold=%.2fms",
                    Thread.currentThread().getName(),
                    printable(user),
                    balance,
                    millis(waited),
                    millis(held)));
        }
    }

    private void printEachSecond() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                String line = line();
                if (!line.isEmpty()) {
                    out.println(line);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The time since the last call in one line; empty if no event was applied in it. */
    String line() {
        long now = System.nanoTime();
        double seconds = (now - printedAt) / 1e9;
        printedAt = now;
        long count = events.sum() - printedEvents;
        if (count == 0) {
            return "";
        }
        long waited = waitNanos.sum() - printedWaitNanos;
        long held = holdNanos.sum() - printedHoldNanos;
        printedEvents += count;
        printedWaitNanos += waited;
        printedHoldNanos += held;
        return String.format(
                Locale.ROOT,
                "events/s=%.0f wait avg=%.2fms max=%.2fms hold avg=%.2fms max=%.2fms wait/hold=%.2f",
                count / seconds,
                millis(waited) / count,
                millis(maxWaitNanos.getThenReset()),
                millis(held) / count,
                millis(maxHoldNanos.getThenReset()),
                (double) waited / Math.max(held, 1));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    /** A client chooses the name: a newline in it must not pass for a line of ours. */
    private static String printable(String user) {
        return user.replaceAll("[\\p{C}\\p{Z}]", "?");
    }
}
