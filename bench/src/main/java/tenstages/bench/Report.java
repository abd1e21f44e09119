package tenstages.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import tenstages.loadgen.report.Text;

/** A measurement as a table for the terminal, and how its figures are written. */
final class Report {
    private static final int WIDTH = 100;
    private static final double NANOS_PER_MS = 1e6;

    private final String title;
    private final List<List<String>> rows = new ArrayList<>();

    Report(String title) {
        this.title = title;
    }

    /** All rows have the same number of cells, and so have those that name the columns. */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    void print() {
        System.out.println(title + "\n\n" + Text.table(rows, WIDTH));
    }

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
