package tenstages.bench;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How figures are written. */
final class Figures {
    private static final double NANOS_PER_MS = 1e6;

    private Figures() {}

    static String p99(Histogram histogram) {
        double millis = histogram.getValueAtPercentile(99) / NANOS_PER_MS;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    static String thousands(double perSecond) {
        return String.format(Locale.ROOT, "%.0fk", perSecond / 1e3);
    }

    static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.0f MB", bytes / (1 << 20));
    }
}
