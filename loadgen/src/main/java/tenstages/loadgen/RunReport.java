package tenstages.loadgen;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;

/** A run's result, for people and for programs. */
final class RunReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    private RunReport() {}

    /** The layout that users of wrk and oha know. */
    static String text(LoadResult result) {
        LoadPlan plan = result.plan();
        StringBuilder text = new StringBuilder();
        text.append("Running %.1f s against %s:%d, closed loop, %d connections, pipeline %d%n"
                .formatted(
                        result.seconds(),
                        plan.target().getHostString(),
                        plan.target().getPort(),
                        plan.connections(),
                        plan.pipeline()));
        text.append("%n  Replies/s  %14s    of all kinds%n".formatted(Units.count(result.throughput())));
        text.append("  Goodput/s  %14s    accepted or ok%n".formatted(Units.count(result.goodput())));
        text.append(
                "%n  %-20s%10s%10s%10s%10s%10s%10s%n".formatted("Time", "mean", "p50", "p90", "p99", "p99.9", "max"));
        row(text, "successes", result.response());
        row(text, "rejected, error", result.failures());
        text.append("%n  %-40s%14s%n".formatted("Replies", "count"));
        result.replies().forEach((reply, count) -> text.append("  %-40s%14s%n".formatted(reply, Units.count(count))));
        text.append("%n  Accounting  %d scheduled = %d accepted + %d ok + %d rejected + %d error%n"
                .formatted(result.scheduled(), result.accepted(), result.ok(), result.rejected(), result.error()));
        text.append("              + %d timed out + %d in flight at the end + %d never sent%n"
                .formatted(result.timedOut(), result.inFlight(), result.neverSent()));
        for (String violation : result.violations()) {
            text.append("  Violation   ").append(violation).append('\n');
        }
        text.append("  Verdict     ").append(verdict(result));
        return text.toString();
    }

    private static String verdict(LoadResult result) {
        String status = result.verdict().status().name().replace('_', '-');
        return result.verdict().reasons().isEmpty()
                ? status
                : status + ": " + result.verdict().reasons().stream().collect(Collectors.joining("; "));
    }

    private static void row(StringBuilder text, String name, Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return;
        }
        text.append(String.format(Locale.ROOT, "  %-20s%10s", name, Units.time(histogram.getMean())));
        for (double percentile : PERCENTILES) {
            text.append("%10s".formatted(Units.time(histogram.getValueAtPercentile(percentile))));
        }
        text.append("%10s%n".formatted(Units.time(histogram.getMaxValue())));
    }

    static String json(LoadResult result) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        LoadPlan plan = result.plan();
        ObjectNode json = mapper.createObjectNode();
        json.putObject("plan")
                .put(
                        "target",
                        plan.target().getHostString() + ":" + plan.target().getPort())
                .put("connections", plan.connections())
                .put("pipeline", plan.pipeline())
                .put("timeout_ms", plan.timeout().toMillis());
        json.put("seconds", result.seconds())
                .put("replies_per_second", result.throughput())
                .put("goodput_per_second", result.goodput());
        result.replies().forEach(json.putObject("replies")::put);
        json.putObject("accounting")
                .put("scheduled", result.scheduled())
                .put("accepted", result.accepted())
                .put("ok", result.ok())
                .put("rejected", result.rejected())
                .put("error", result.error())
                .put("timed_out", result.timedOut())
                .put("in_flight", result.inFlight())
                .put("never_sent", result.neverSent());
        json.put("late", result.late()).put("turned_away", result.turnedAway());
        ObjectNode times = json.putObject("times_ms");
        times(times.putObject("response"), result.response());
        times(times.putObject("service"), result.service());
        times(times.putObject("failures"), result.failures());
        json.put("violation_count", result.violationCount());
        result.violations().forEach(json.putArray("violations")::add);
        ObjectNode verdict = json.putObject("verdict");
        verdict.put("status", result.verdict().status().name().replace('_', '-'));
        result.verdict().reasons().forEach(verdict.putArray("reasons")::add);
        return mapper.writeValueAsString(json);
    }

    private static void times(ObjectNode json, Histogram histogram) {
        json.put("count", histogram.getTotalCount());
        json.put("mean", histogram.getMean() / 1e6);
        for (double percentile : PERCENTILES) {
            String name = "p" + (percentile == Math.rint(percentile) ? "%.0f" : "%.1f").formatted(percentile);
            json.put(name, histogram.getValueAtPercentile(percentile) / 1e6);
        }
        json.put("max", histogram.getMaxValue() / 1e6);
    }
}
