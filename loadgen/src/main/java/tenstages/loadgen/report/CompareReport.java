package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Two results of a run side by side. */
public final class CompareReport {
    private static final int BEFORE_CURVE = 44;
    private static final int LEAST_CURVE = 10;
    private static final int MOST_CURVE = 40;
    private static final double LEAST_NANOS = 1e4;
    private static final double LEAST_RANGE = 10;
    private static final char NO_BREAK = '\u00a0';

    private final Result a;
    private final Result b;
    private final int curve;
    private final double most;

    /**
     * A result as it stands in a file.
     *
     * @param name of the file
     * @param json all of it
     * @param response its response times, in nanoseconds
     */
    public record Result(String name, JsonNode json, Histogram response) {
        private double number(String pointer) {
            return json.at(pointer).asDouble();
        }

        private String status() {
            return json.at("/verdict/status").asText();
        }
    }

    private CompareReport(Result a, Result b, int width) {
        this.a = a;
        this.b = b;
        curve = Math.max(LEAST_CURVE, Math.min(MOST_CURVE, width - BEFORE_CURVE));
        most = Math.max(LEAST_NANOS * LEAST_RANGE, Math.max(a.response.getMaxValue(), b.response.getMaxValue()));
    }

    /** B is set in proportion to A. Without a final newline. */
    public static String text(Result a, Result b, int width) {
        return new CompareReport(a, b, width).text(width);
    }

    /** The rows of both tables: a name, A, B, and B in proportion to A. */
    public static List<List<String>> rows(Result a, Result b) {
        CompareReport report = new CompareReport(a, b, 0);
        List<List<String>> rows = new ArrayList<>(report.counts());
        for (double percentile : ResultFile.percentiles()) {
            rows.add(report.times(percentile));
        }
        return rows;
    }

    private String text(int width) {
        List<List<String>> counts = new ArrayList<>(List.of(List.of("", "A", "B", "B/A")));
        counts.addAll(counts());
        List<List<String>> times = new ArrayList<>(List.of(List.of("", "A", "B", "B/A", scale())));
        for (double percentile : ResultFile.percentiles()) {
            List<String> row = new ArrayList<>(times(percentile));
            row.add(marks(percentile));
            times.add(row);
        }
        return Text.table(counts, width) + "\n" + Text.table(times, width) + "\n  A = " + a.name + " (" + a.status()
                + ")\n  B = " + b.name + " (" + b.status() + ")" + warning(width);
    }

    /** Where the runs are not alike, their plans say so. */
    private String warning(int width) {
        List<String> differences = PlanLine.differences(a.json, b.json);
        if (differences.isEmpty()) {
            return "";
        }
        String words = "These runs differ in more than the server (%s), so B/A may say little about it:"
                .formatted(String.join(", ", differences));
        return "\n\n  " + Text.wrapped(words, width - 2, "    ")
                + "\n    A: " + Text.wrapped(PlanLine.of(a.json), width - 7, "       ")
                + "\n    B: " + Text.wrapped(PlanLine.of(b.json), width - 7, "       ");
    }

    private List<List<String>> counts() {
        List<List<String>> rows = new ArrayList<>();
        count(rows, "replies/s", "/replies_per_second");
        count(rows, "goodput/s", "/goodput_per_second");
        count(rows, "rejected", "/accounting/rejected");
        count(rows, "timed out", "/accounting/timed_out");
        return rows;
    }

    private List<String> times(double percentile) {
        boolean both = hasTimes(a) && hasTimes(b);
        double left = a.response.getValueAtPercentile(percentile);
        double right = b.response.getValueAtPercentile(percentile);
        return List.of(
                ResultFile.name(percentile),
                hasTimes(a) ? Text.time(left) : "-",
                hasTimes(b) ? Text.time(right) : "-",
                both ? ratio(left, right) : "-");
    }

    /** Where nothing succeeded, nothing took any time. */
    private static boolean hasTimes(Result result) {
        return result.response.getTotalCount() > 0;
    }

    private void count(List<List<String>> rows, String name, String pointer) {
        double left = a.number(pointer);
        double right = b.number(pointer);
        rows.add(List.of(name, Text.count(left), Text.count(right), ratio(left, right)));
    }

    private static String ratio(double left, double right) {
        return left == 0 ? "-" : "%.2f".formatted(right / left);
    }

    /** What both ends of the line stand for; between them it is logarithmic. */
    private String scale() {
        String from = Text.time(LEAST_NANOS).replace(' ', NO_BREAK);
        String to = Text.time(most).replace(' ', NO_BREAK);
        return from + String.valueOf(NO_BREAK).repeat(Math.max(1, curve + 1 - from.length() - to.length())) + to;
    }

    private String marks(double percentile) {
        char[] line = "·".repeat(curve + 1).toCharArray();
        int placeOfA = place(a.response.getValueAtPercentile(percentile));
        int placeOfB = place(b.response.getValueAtPercentile(percentile));
        if (hasTimes(a)) {
            line[placeOfA] = 'A';
        }
        if (hasTimes(b)) {
            line[placeOfB] = line[placeOfB] == 'A' ? '=' : 'B';
        }
        return new String(line);
    }

    private int place(double nanos) {
        double share = Math.log(Math.max(nanos, LEAST_NANOS) / LEAST_NANOS) / Math.log(most / LEAST_NANOS);
        return (int) Math.round(curve * share);
    }
}
