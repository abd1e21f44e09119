package tenstages.bench;

import java.util.Collection;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How figures are put together and written. */
final class Figures {
    private static final double NANOS_PER_MS = 1e6;

    private Figures() {}

    /** The middle one, or the mean of the two in the middle. */
    static double median(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The least and the greatest. */
    static String range(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return thousands(sorted[0]) + " to " + thousands(sorted[sorted.length - 1]);
    }

    static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_PER_MS;
    }

    static String thousands(double perSecond) {
        return String.format(Locale.ROOT, "%.0fk", perSecond / 1e3);
    }

    static String ratio(double value, double base) {
        return String.format(Locale.ROOT, "%.2f", value / base);
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.0f MB", bytes / (1 << 20));
    }
}
