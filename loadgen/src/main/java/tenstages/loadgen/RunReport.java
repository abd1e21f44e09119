package tenstages.loadgen;

import java.util.Locale;
import org.HdrHistogram.Histogram;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;

/** A run's result for people, in the layout that users of wrk and oha know. */
final class RunReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    private RunReport() {}

    static String text(LoadResult result) {
        StringBuilder text = new StringBuilder();
        text.append(head(result)).append("\n\n");
        line(text, "Replies/s", Units.count(result.throughput()), "of all kinds");
        line(text, "Goodput/s", Units.count(result.goodput()), "accepted or ok");
        text.append("\n  %-22s%10s%10s%10s%10s%10s%10s\n"
                .formatted("Latency", "mean", "p50", "p90", "p99", "p99.9", "max"));
        if (result.plan().openLoop()) {
            row(text, "response (since due)", result.response());
            row(text, "service (since sent)", result.service());
            row(text, "rejected, error", result.failures());
            text.append(omissionGap(result));
        } else {
            row(text, "accepted, ok", result.response());
            row(text, "rejected, error", result.failures());
        }
        text.append('\n');
        result.replies().forEach((reply, count) -> line(text, reply, Units.count(count), ""));
        text.append('\n');
        text.append("  Accounting  %,d scheduled = %,d accepted + %,d ok + %,d rejected + %,d error\n"
                .formatted(result.scheduled(), result.accepted(), result.ok(), result.rejected(), result.error()));
        text.append("              + %,d timed out + %,d in flight at the end + %,d never sent\n"
                .formatted(result.timedOut(), result.inFlight(), result.neverSent()));
        result.violations()
                .forEach(violation ->
                        text.append("  Violation   ").append(violation).append('\n'));
        text.append("  Verdict     ").append(verdict(result));
        return text.toString();
    }

    private static String head(LoadResult result) {
        LoadPlan plan = result.plan();
        String loop = plan.openLoop()
                ? "open loop, %s requests/s, %s, %d connections"
                        .formatted(
                                Units.count(plan.arrivals().rate()),
                                plan.arrivals().random() ? "poisson" : "evenly spaced",
                                plan.connections())
                : "closed loop, %d connections, pipeline %d".formatted(plan.connections(), plan.pipeline());
        return "%.1f s against %s:%d, %s"
                .formatted(
                        result.seconds(),
                        plan.target().getHostString(),
                        plan.target().getPort(),
                        loop);
    }

    private static void line(StringBuilder text, String name, String number, String note) {
        text.append("  %-30s%16s  %s".formatted(name, number, note).stripTrailing())
                .append('\n');
    }

    private static void row(StringBuilder text, String name, Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return;
        }
        text.append(String.format(Locale.ROOT, "  %-22s%10s", name, Units.time(histogram.getMean())));
        for (double percentile : PERCENTILES) {
            text.append("%10s".formatted(Units.time(histogram.getValueAtPercentile(percentile))));
        }
        text.append("%10s\n".formatted(Units.time(histogram.getMaxValue())));
    }

    private static String omissionGap(LoadResult result) {
        long response = result.response().getValueAtPercentile(99);
        long service = result.service().getValueAtPercentile(99);
        return "  %-22s%50s  at p99: what a closed loop would not have seen\n"
                .formatted("coordinated omission", Units.time(Math.max(0, response - service)));
    }

    private static String verdict(LoadResult result) {
        return switch (result.verdict().status()) {
            case VALID -> BreakReport.green(status(result));
            default ->
                BreakReport.red(status(result)) + ": "
                        + String.join("; ", result.verdict().reasons());
        };
    }

    /** The verdict in a word: VALID, CLIENT-LIMITED or INCONCLUSIVE. */
    static String status(LoadResult result) {
        return result.verdict().status().name().replace('_', '-');
    }
}
