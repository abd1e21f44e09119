package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;

/** A run's result for programs: JSON as {@code docs/result.schema.json} describes it, CSV, HdrHistogram's log. */
public final class ResultFile {
    /** The version of the JSON. */
    public static final int SCHEMA = 1;

    private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.9, 99.99};

    private ResultFile() {}

    /** The JSON, without a final newline. */
    public static String json(LoadResult result) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("schema", SCHEMA);
        plan(json.putObject("plan"), result.plan());
        json.put("seconds", result.seconds())
                .put("replies_per_second", result.throughput())
                .put("goodput_per_second", result.goodput());
        result.repliesBySecond().forEach(json.putArray("replies_by_second")::add);
        result.replies().forEach(json.putObject("replies")::put);
        accounting(json.putObject("accounting"), result);
        json.put("late", result.late());
        connections(json.putObject("connections"), result.connections());
        ObjectNode times = json.putObject("times");
        times(times.putObject("response"), result.response());
        times(times.putObject("service"), result.service());
        times(times.putObject("closed_loop_view"), result.closedLoopView());
        times(times.putObject("failures"), result.failures());
        times(times.putObject("send_lag"), result.sendLag());
        times(times.putObject("read_lag"), result.readLag());
        json.putObject("client")
                .put("cpu_share", result.client().cpuShare())
                .put("wait_share", result.client().waitShare())
                .put("gc_ms", result.client().gcMillis());
        json.put("violation_count", result.violationCount());
        result.violations().forEach(json.putArray("violations")::add);
        ObjectNode verdict = json.putObject("verdict");
        verdict.put("status", RunReport.status(result));
        result.verdict().reasons().forEach(verdict.putArray("reasons")::add);
        return Json.WRITER.writeValueAsString(json);
    }

    private static void plan(ObjectNode json, LoadPlan plan) {
        json.put("target", plan.target().getHostString() + ":" + plan.target().getPort())
                .put("loop", plan.openLoop() ? "open" : "closed")
                .put("connections", plan.connections())
                .put("threads", plan.threads())
                .put("timeout_ms", plan.timeout().toMillis());
        plan.lines().ok().forEach(condition -> json.withArray("ok_if").add(condition.toString()));
        if (plan.openLoop()) {
            json.put("rate_per_second", plan.arrivals().rate())
                    .put("arrivals", plan.arrivals().random() ? "poisson" : "uniform");
        } else {
            json.put("pipeline", plan.pipeline());
        }
    }

    private static void accounting(ObjectNode json, LoadResult result) {
        json.put("scheduled", result.scheduled())
                .put("accepted", result.accepted())
                .put("ok", result.ok())
                .put("rejected", result.rejected())
                .put("error", result.error())
                .put("unknown", result.unknown())
                .put("timed_out", result.timedOut())
                .put("in_flight", result.inFlight())
                .put("never_sent", result.neverSent());
    }

    private static void connections(ObjectNode json, LoadResult.Connections connections) {
        json.put("served", connections.served())
                .put("unanswered", connections.unanswered())
                .put("turned_away", connections.turnedAway())
                .put("lost", connections.lost())
                .put("failed", connections.failed());
    }

    /** Percentiles to read at a glance, and the whole histogram to compute with. */
    private static void times(ObjectNode json, Histogram histogram) {
        json.put("count", histogram.getTotalCount());
        json.put("mean_ms", histogram.getMean() / 1e6);
        for (double percentile : PERCENTILES) {
            json.put(name(percentile) + "_ms", histogram.getValueAtPercentile(percentile) / 1e6);
        }
        json.put("max_ms", histogram.getMaxValue() / 1e6);
        json.put("histogram", encoded(histogram));
    }

    /** Of a percentile, such as {@code p99.9}. */
    public static String name(double percentile) {
        return "p" + (percentile == Math.rint(percentile) ? "%.0f".formatted(percentile) : String.valueOf(percentile));
    }

    /** The percentiles that are told, ascending. */
    public static double[] percentiles() {
        return PERCENTILES.clone();
    }

    private static String encoded(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /** One line of names and one of numbers. Where no request succeeded there is no time, and so no number. */
    public static String csv(LoadResult result) {
        Histogram response = result.response();
        String names = Stream.concat(
                        Stream.of(
                                "replies_per_second", "goodput_per_second", "scheduled", "accepted", "ok", "rejected"),
                        Stream.concat(
                                Stream.of("error", "unknown", "timed_out", "in_flight", "never_sent"),
                                Arrays.stream(PERCENTILES).mapToObj(percentile -> name(percentile) + "_ms")))
                .collect(Collectors.joining(","));
        String numbers = "%.1f,%.1f,%d,%d,%d,%d,%d,%d,%d,%d,%d,"
                        .formatted(
                                result.throughput(),
                                result.goodput(),
                                result.scheduled(),
                                result.accepted(),
                                result.ok(),
                                result.rejected(),
                                result.error(),
                                result.unknown(),
                                result.timedOut(),
                                result.inFlight(),
                                result.neverSent())
                + Arrays.stream(PERCENTILES)
                        .mapToObj(p -> response.getTotalCount() == 0
                                ? ""
                                : "%.3f".formatted(response.getValueAtPercentile(p) / 1e6))
                        .collect(Collectors.joining(","));
        return names + "\n" + numbers + "\n";
    }

    /** The response times, in nanoseconds, as a log that HdrHistogram's tools read. */
    public static String histogramLog(LoadResult result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter log = new HistogramLogWriter(bytes);
        log.outputLogFormatVersion();
        log.outputLegend();
        Histogram response = result.response().copy();
        response.setTag("response");
        response.setStartTimeStamp(0);
        response.setEndTimeStamp(Math.round(result.seconds() * 1000));
        log.outputIntervalHistogram(response);
        log.close();
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
