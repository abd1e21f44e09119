package tenstages.market;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes ticks at a rate: each is due at its own time, so a pause is made up for and the rate is kept in the long run.
 * Runs on a thread of its own until nobody takes its ticks any more, or it is interrupted.
 */
final class Producer implements Runnable {
    private static final int CENTS = 2;

    /** Who takes ticks. */
    @FunctionalInterface
    interface Sink {
        /** Whether the tick was taken; if it was not, none will be. May block, to slow its producer down. */
        boolean put(Tick tick) throws InterruptedException;
    }

    // fixed at construction
    private final List<String> symbols;
    private final double perSecond;
    private final long ticks;
    private final Sink sink;

    // producer's thread only
    private final Random random;
    private final List<Integer> cents = new ArrayList<>();

    /** So many ticks at most; a rate of 0 is as fast as they are taken. The same seed makes the same ticks. */
    Producer(List<String> symbols, double perSecond, long ticks, long seed, Sink sink) {
        this.symbols = symbols;
        this.perSecond = perSecond;
        this.ticks = ticks;
        this.sink = sink;
        random = new Random(seed);
        symbols.forEach(symbol -> cents.add(10_000));
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        try {
            for (long i = 0; i < ticks; i++) {
                awaitDue(start, i);
                if (!sink.put(next())) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitDue(long start, long number) throws InterruptedException {
        if (perSecond > 0) {
            long due = start + (long) (number / perSecond * TimeUnit.SECONDS.toNanos(1));
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }

    /** A price that is near the last one of its symbol. */
    private Tick next() {
        int symbol = random.nextInt(symbols.size());
        cents.set(symbol, Math.max(1, cents.get(symbol) + random.nextInt(21) - 10));
        return new Tick(symbols.get(symbol), BigDecimal.valueOf(cents.get(symbol), CENTS));
    }
}
