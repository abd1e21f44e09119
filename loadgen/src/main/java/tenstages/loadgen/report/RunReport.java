package tenstages.loadgen.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.OkExpression;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.engine.Verdict;

/** A run's result for people. */
public final class RunReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    /** From this share on a figure is not the server's alone. */
    private static final double OWN_SHARE = 1 / 3.0;

    /** What a web server says to a line that is no request of HTTP: its status, or a page. */
    private static final Pattern HTTP = Pattern.compile(": (HTTP/\\d|<!DOCTYPE html|<html)", Pattern.CASE_INSENSITIVE);

    /** By which signs replies are told that do not speak this protocol. */
    private static final String SUCCESS = "A success says so (a status such as ok or accepted, ok or success true, a"
            + " result) and names no error; --ok sets another condition.";

    private RunReport() {}

    /** The whole report, without a final newline. */
    public static String text(LoadResult result, int width) {
        StringBuilder text = new StringBuilder();
        text.append(Text.wrapped(head(result), width, "  ")).append('\n');
        if (!allServed(result.connections())) {
            text.append(Terminal.red(Text.wrapped(connections(result), width, "  ")))
                    .append('\n');
        }
        line(text.append('\n'), "Replies/s", result.throughput(), "of all kinds");
        line(text, "Goodput/s", result.goodput(), success(result.plan().lines()));
        text.append('\n').append(latency(result, width)).append('\n');
        result.replies().forEach((reply, count) -> reply(text, reply, count));
        if (result.plan().lines().ok().isEmpty() && result.error() + result.unknown() > 0) {
            text.append("\n  ").append(Text.wrapped(SUCCESS, width - 2, "  ")).append('\n');
        }
        text.append("\n  ").append(Text.wrapped(accounting(result), width - 2, "    "));
        violations(result).forEach(line -> text.append("\n  ").append(Text.wrapped(line, width - 2, "    ")));
        return text.append("\n  ").append(verdict(result, width)).toString();
    }

    private static String head(LoadResult result) {
        LoadPlan plan = result.plan();
        String loop = plan.openLoop()
                ? "open loop, %s requests/s, %s, %d connections"
                        .formatted(
                                rate(plan.arrivals().rate()),
                                plan.arrivals().random() ? "poisson" : "evenly spaced",
                                plan.connections())
                : "closed loop, %d connections, pipeline %d".formatted(plan.connections(), plan.pipeline());
        String threads = plan.threads() == 1 ? "" : ", " + plan.threads() + " threads";
        return "%.1f s against %s:%d, %s%s"
                .formatted(
                        result.seconds(),
                        plan.target().getHostString(),
                        plan.target().getPort(),
                        loop,
                        threads);
    }

    private static String rate(double rate) {
        return rate == Math.rint(rate) ? Text.count(rate) : String.valueOf(rate);
    }

    /** Of what is no reply; a page of HTML is told in one line. */
    private static List<String> violations(LoadResult result) {
        return result.violations().stream()
                        .anyMatch(words -> HTTP.matcher(words).find())
                ? List.of("This speaks HTTP; ten speaks lines of JSON.")
                : result.violations().stream()
                        .map(words -> "Violation: " + words)
                        .toList();
    }

    /** Those that never asked do not count: there may be more connections than requests. */
    private static boolean allServed(LoadResult.Connections connections) {
        return connections.unanswered() + connections.turnedAway() + connections.lost() + connections.failed() == 0;
    }

    private static String connections(LoadResult result) {
        LoadResult.Connections connections = result.connections();
        StringBuilder text = new StringBuilder("%d of %d connections were served"
                .formatted(connections.served(), result.plan().connections()));
        Map<String, Integer> others = new LinkedHashMap<>();
        others.put("got no reply", connections.unanswered());
        others.put("were turned away", connections.turnedAway());
        others.put("were closed by the server", connections.lost());
        others.put("could not be opened", connections.failed());
        others.forEach((what, count) -> text.append(count > 0 ? ", " + count + " " + what : ""));
        return text.toString();
    }

    private static String success(RequestLines lines) {
        return lines.ok().isEmpty()
                ? "accepted or ok"
                : lines.ok().stream().map(OkExpression::toString).collect(Collectors.joining(" or "));
    }

    private static void reply(StringBuilder text, String reply, long count) {
        if (reply.equals(LoadResult.OTHERS)) {
            text.append("  and ").append(Text.count(count)).append(" others\n");
        } else {
            line(text, reply, count, "");
        }
    }

    private static void line(StringBuilder text, String name, double number, String note) {
        text.append("  %-30s%12s  %s".formatted(name, Text.count(number), note).stripTrailing())
                .append('\n');
    }

    private static String latency(LoadResult result, int width) {
        Map<String, Histogram> columns = new LinkedHashMap<>();
        columns.put("response", result.response());
        if (result.plan().openLoop()) {
            columns.put("service", result.service());
            columns.put("send lag", result.sendLag());
        }
        columns.put("read lag", result.readLag());
        columns.put(result.unknown() == 0 ? "rejected, error" : "no success", result.failures());
        columns.values().removeIf(histogram -> histogram.getTotalCount() == 0);
        if (columns.isEmpty()) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        row(rows, "Latency", columns.keySet().stream().toList());
        row(rows, "mean", texts(columns, Histogram::getMean));
        for (double percentile : PERCENTILES) {
            row(rows, ResultFile.name(percentile), texts(columns, each -> each.getValueAtPercentile(percentile)));
        }
        row(rows, "max", texts(columns, Histogram::getMaxValue));
        return Text.table(rows, width) + "\n  " + Text.wrapped(explanation(result), width, "  ") + "\n";
    }

    private static void row(List<List<String>> rows, String name, List<String> cells) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(cells);
        rows.add(row);
    }

    private static List<String> texts(Map<String, Histogram> columns, ToDoubleFunction<Histogram> figure) {
        return columns.values().stream()
                .map(histogram -> Text.time(figure.applyAsDouble(histogram)))
                .toList();
    }

    private static String explanation(LoadResult result) {
        if (!result.plan().openLoop()) {
            return "Read lag is this client's own lateness." + ownPart(result);
        }
        String words = "Response counts from when a request was due, service from when it was sent; send lag and read"
                + " lag are this client's own lateness.";
        if (result.closedLoopView().getTotalCount() > 0) {
            words += " A closed loop does not ask while it waits (coordinated omission): here it would have told"
                    + " a p99 of "
                    + Text.time(result.closedLoopView().getValueAtPercentile(99)) + ".";
        }
        return words + ownPart(result);
    }

    /** Which figures are not the server's alone. */
    private static String ownPart(LoadResult result) {
        List<String> figures = new ArrayList<>();
        for (double percentile : PERCENTILES) {
            if (isOwn(result, each -> each.getValueAtPercentile(percentile))) {
                figures.add(ResultFile.name(percentile));
            }
        }
        if (isOwn(result, Histogram::getMaxValue)) {
            figures.add("max");
        }
        return figures.isEmpty() ? "" : " Of " + String.join(", ", figures) + " a third or more can be of this kind.";
    }

    private static boolean isOwn(LoadResult result, ToLongFunction<Histogram> figure) {
        long own = figure.applyAsLong(result.sendLag()) + figure.applyAsLong(result.readLag());
        return own > OWN_SHARE * figure.applyAsLong(result.response());
    }

    private static String accounting(LoadResult result) {
        return "Accounting: %,d scheduled = %,d accepted + %,d ok + %,d rejected + %,d error"
                        .formatted(
                                result.scheduled(), result.accepted(), result.ok(), result.rejected(), result.error())
                + (result.unknown() > 0 ? " + %,d unknown".formatted(result.unknown()) : "")
                + " + %,d timed out + %,d in flight at the end + %,d never sent"
                        .formatted(result.timedOut(), result.inFlight(), result.neverSent());
    }

    private static String verdict(LoadResult result, int width) {
        String status = status(result);
        boolean valid = result.verdict().status() == Verdict.Status.VALID;
        String words = "Verdict: " + status
                + (valid ? "" : ": " + String.join("; ", result.verdict().reasons()));
        return Text.wrapped(words, width - 2, "    ")
                .replaceFirst(status, valid ? Terminal.green(status) : Terminal.red(status));
    }

    /** The verdict in a word: VALID, CLIENT-LIMITED or INCONCLUSIVE. */
    static String status(LoadResult result) {
        return result.verdict().status().name().replace('_', '-');
    }
}
