package tenstages.loadgen.exam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** The counters add up, always. */
final class MetricsItems {
    private static final int EVENTS = 3000;
    private static final int CLIENTS = 4;
    private static final int POLLS = 300;

    /** Lines of the flood that are no events, of each of two kinds. */
    private static final int INVALID = EVENTS;

    private static final int MANY_CLIENTS = 4;
    private static final int ROUNDS = 200;
    private static final int EVENTS_OF_A_ROUND = 25;
    private static final long POLLING_NANOS = TimeUnit.SECONDS.toNanos(5);

    static final List<ExamItem> ALL = List.of(
            new ExamItem("s09.health", 9, 10, "a healthy server says ok", Map.of(), MetricsItems::health),
            new ExamItem(
                    "s09.metrics",
                    9,
                    10,
                    "the counters are the client's own counts, and add up at every moment",
                    Map.of("--queue", "20", "--workers", "2", "--work-ms", "1"),
                    MetricsItems::metrics),
            new ExamItem(
                    "s09.many-clients",
                    9,
                    10,
                    "many clients and workers at the same time are counted exactly, and add up at every moment",
                    Map.of("--queue", "1000", "--workers", "16"),
                    MetricsItems::manyClients));

    private static final String PER_CONNECTION =
            "The counters belong to the server, and not to a connection: every client is told the same.";

    private MetricsItems() {}

    private static void health(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send(Requests.HEALTH + "\n").expect(Replies.HEALTHY);
        }
    }

    private static void metrics(Examinee server) throws IOException {
        String quin = server.user("quin");
        // A question right behind an event arrives while that is pending, if it was accepted.
        String lines =
                String.join("\n", Requests.buy(quin, 1), Requests.METRICS, "not an event", Requests.buy(quin, 0), "");
        List<ExamClient> flood = new ArrayList<>();
        try (ExamClient observer = server.connect()) {
            MetricsReply before = observer.metricsAtRest();
            for (int i = 0; i < CLIENTS; i++) {
                flood.add(server.connect());
            }
            for (ExamClient client : flood) {
                client.send(lines.repeat(EVENTS / CLIENTS));
            }
            long start = System.nanoTime();
            for (int i = 0; i < POLLS && System.nanoTime() - start < POLLING_NANOS; i++) {
                observer.metrics();
            }
            long accepted = 0;
            for (ExamClient client : flood) {
                for (int i = 0; i < EVENTS / CLIENTS; i++) {
                    accepted += client.reply().equals(Replies.ACCEPTED) ? 1 : 0;
                    addingUp(client.reply());
                    client.expect(Replies.INVALID_JSON).expect(Replies.BAD_AMOUNT);
                }
                client.close();
            }
            MetricsReply after = atRest(observer);
            expect("received", EVENTS, after.received() - before.received());
            expect("dropped", EVENTS - accepted, after.dropped() - before.dropped());
            expect("processed", accepted, after.processed() - before.processed());
            // The counters add up and nothing is pending, so nothing has failed.
        }
    }

    /** Whoever counts lines before they are checked waits for them for ever. */
    private static MetricsReply atRest(ExamClient observer) throws IOException {
        try {
            return observer.metricsAtRest();
        } catch (ExamFailure e) {
            long pending = observer.metrics().pending();
            if (pending != INVALID && pending != 2 * INVALID) {
                throw e;
            }
            throw new ExamFailure(
                    pending + " events stay pending, and " + INVALID + " lines of garbage and " + INVALID
                            + " events with an amount of 0 were sent",
                    "Lines are counted as received before they are checked: only valid events are.");
        }
    }

    /** No work, so that workers are done with an event as soon as it is in the queue, or sooner than it is counted. */
    private static void manyClients(Examinee server) throws IOException {
        try (ExamClient observer = server.connect()) {
            MetricsReply before = observer.metricsAtRest();
            String quentin = server.user("quentin");
            List<Callable<Long>> clients = Collections.nCopies(MANY_CLIENTS, () -> accepted(server, quentin));
            long accepted = Together.run(server, clients).stream()
                    .mapToLong(Long::longValue)
                    .sum();
            MetricsReply after = observer.metricsAtRest();
            long events = (long) MANY_CLIENTS * ROUNDS * EVENTS_OF_A_ROUND;
            expect("received", events, after.received() - before.received());
            expect("dropped", events - accepted, after.dropped() - before.dropped());
            expect("processed", accepted, after.processed() - before.processed());
            observer.send(Requests.balanceOf(quentin) + "\n").expect(Replies.balance(accepted));
        }
    }

    /** How many events of one of the clients are accepted, while it asks for the metrics behind each of them. */
    private static long accepted(Examinee server, String user) throws IOException {
        String round = (Requests.buy(user, 1) + "\n" + Requests.METRICS + "\n").repeat(EVENTS_OF_A_ROUND);
        long accepted = 0;
        try (ExamClient client = server.connect()) {
            for (int i = 0; i < ROUNDS; i++) {
                client.send(round);
                for (int j = 0; j < EVENTS_OF_A_ROUND; j++) {
                    accepted += client.reply().equals(Replies.ACCEPTED) ? 1 : 0;
                    addingUp(client.reply());
                }
            }
        }
        return accepted;
    }

    private static void expect(String name, long expected, long actual) {
        if (expected != actual) {
            throw new ExamFailure(
                    name + " must be " + expected + " more than before, and is " + actual + " more",
                    actual == 0 && name.equals("received") ? PER_CONNECTION : causeOf(name));
        }
    }

    private static String causeOf(String name) {
        return switch (name) {
            case "received" -> "Valid events are received, each once, refused or not; other lines are not.";
            case "dropped" -> "Each server_busy is dropped, and nothing else is.";
            default -> "Each event is processed once, when it has been applied.";
        };
    }

    /** Reads a metrics reply; fails unless it is one, to the byte, that adds up. */
    static MetricsReply addingUp(String line) {
        MetricsReply metrics = MetricsReply.parse(line)
                .orElseThrow(() ->
                        new ExamFailure("this is no metrics reply: " + Evidence.shown(line), Causes.ofNoMetrics(line)));
        if (!metrics.addsUp()) {
            throw new ExamFailure("the counters do not add up: " + line, Causes.DOES_NOT_ADD_UP);
        }
        return metrics;
    }
}
