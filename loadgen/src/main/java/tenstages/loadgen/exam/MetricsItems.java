package tenstages.loadgen.exam;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The counters add up, always. */
final class MetricsItems {
    private static final int EVENTS = 3000;
    private static final int POLLS = 300;
    private static final Pattern METRICS = Pattern.compile(
            "\\{\"received\":(\\d+),\"processed\":(\\d+),\"dropped\":(\\d+),\"pending\":(\\d+),\"failed\":(\\d+)}");

    static final List<ExamItem> ALL = List.of(
            new ExamItem("s09.health", 9, 10, "a healthy server says ok", Map.of(), MetricsItems::health),
            new ExamItem(
                    "s09.metrics",
                    9,
                    10,
                    "the counters are the client's own counts, and add up at every moment",
                    Map.of("--queue", "20", "--workers", "2", "--work-ms", "1"),
                    MetricsItems::metrics));

    /** The server's counters. */
    record Metrics(long received, long processed, long dropped, long pending, long failed) {
        static Metrics ask(ExamClient client) throws IOException {
            return parse(client.ask("{\"type\":\"metrics\"}"));
        }

        /** Throws {@link ExamFailure} unless the line is a metrics reply, to the byte, that adds up. */
        static Metrics parse(String line) {
            Matcher matcher = METRICS.matcher(line);
            if (!matcher.matches()) {
                throw new ExamFailure("this is no metrics reply: " + line);
            }
            long[] counts = new long[5];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = Long.parseLong(matcher.group(i + 1));
            }
            Metrics metrics = new Metrics(counts[0], counts[1], counts[2], counts[3], counts[4]);
            if (metrics.pending != metrics.received - metrics.processed - metrics.dropped - metrics.failed) {
                throw new ExamFailure("the counters do not add up: " + line);
            }
            return metrics;
        }
    }

    private MetricsItems() {}

    private static void health(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send("{\"type\":\"health\"}\n").expect("{\"status\":\"ok\"}");
        }
    }

    private static void metrics(Examinee server) throws IOException {
        try (ExamClient flood = server.connect();
                ExamClient observer = server.connect()) {
            Metrics before = atRest(observer);
            flood.send((Wire.buy("quin", 1) + "\nnot an event\n" + Wire.buy("quin", 0) + "\n").repeat(EVENTS));
            for (int i = 0; i < POLLS; i++) {
                Metrics.ask(observer);
            }
            long accepted = 0;
            for (int i = 0; i < EVENTS; i++) {
                accepted += flood.reply().equals(Wire.ACCEPTED) ? 1 : 0;
                flood.expect(Wire.INVALID_JSON).expect(Wire.BAD_AMOUNT);
            }
            Metrics after = atRest(observer);
            expect("received", EVENTS, after.received - before.received);
            expect("dropped", EVENTS - accepted, after.dropped - before.dropped);
            expect("processed", accepted, after.processed - before.processed);
            expect("failed", 0, after.failed - before.failed);
        }
    }

    private static Metrics atRest(ExamClient client) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Metrics metrics = Metrics.ask(client);
        while (metrics.pending > 0 && System.nanoTime() - deadline < 0) {
            client.hears(Duration.ofMillis(5));
            metrics = Metrics.ask(client);
        }
        if (metrics.pending > 0) {
            throw new ExamFailure("the server does not come to rest: " + metrics);
        }
        return metrics;
    }

    private static void expect(String name, long expected, long actual) {
        if (expected != actual) {
            throw new ExamFailure(name + " must be " + expected + " more than before, and is " + actual + " more");
        }
    }
}
