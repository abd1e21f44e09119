package tenstages.loadgen.engine;

import java.util.SplittableRandom;

/** When requests of an open loop are due, in nanoseconds from the start. Not thread-safe. */
public final class Arrivals {
    private final double rate;
    private final SplittableRandom random;
    private final double offset;
    private long count;
    private double seconds;

    private Arrivals(double rate, SplittableRandom random, double offset) {
        this.rate = rate;
        this.random = random;
        this.offset = offset;
    }

    /** Evenly spaced. The rate is in requests per second, above 0, and need not be whole. */
    public static Arrivals uniform(double rate) {
        return new Arrivals(rate, null, 0);
    }

    /** As independent users arrive: gaps are exponential, so that requests bunch. The same seed gives the same gaps. */
    public static Arrivals poisson(double rate, long seed) {
        return new Arrivals(rate, new SplittableRandom(seed), 0);
    }

    /**
     * One of a number of equal parts: the requests of all parts together are spaced as these here would be. To be
     * called once for each part, in turn.
     */
    Arrivals part(int number, int parts) {
        return parts == 1 ? this : new Arrivals(rate / parts, random == null ? null : random.split(), number / rate);
    }

    /** Whether they bunch as those of independent users do. */
    public boolean random() {
        return random != null;
    }

    /** In requests per second. */
    public double rate() {
        return rate;
    }

    /** The time of the next request; never earlier than the one before. */
    long next() {
        if (random == null) {
            // Computed anew, as a sum would drift.
            return (long) ((offset + count++ / rate) * 1e9);
        }
        long due = (long) (seconds * 1e9);
        seconds += -Math.log(1 - random.nextDouble()) / rate;
        return due;
    }
}
