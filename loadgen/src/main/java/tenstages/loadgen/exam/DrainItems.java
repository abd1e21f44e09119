package tenstages.loadgen.exam;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is accepted before the signal is applied before the end. */
final class DrainItems {
    private static final String HEALTH = "{\"type\":\"health\"}";
    private static final String DRAINING = "{\"status\":\"draining\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static final List<ExamItem> ALL = List.of(
            new ExamItem(
                    "s10.drain",
                    10,
                    10,
                    "after SIGINT what is accepted is applied, the rest is refused, and the exit code is 0",
                    Map.of("--workers", "1", "--work-ms", "300"),
                    server -> drain(server, "INT")),
            new ExamItem(
                    "s10.terminate",
                    10,
                    10,
                    "SIGTERM does the same",
                    Map.of("--workers", "1", "--work-ms", "300"),
                    server -> drain(server, "TERM")),
            new ExamItem(
                    "s10.deadline",
                    10,
                    10,
                    "a drain that takes too long ends with exit code 1 and says how many were lost",
                    Map.of("--workers", "1", "--work-ms", "60000", "--drain-timeout", "200ms"),
                    DrainItems::deadline),
            new ExamItem(
                    "s10.second-signal",
                    10,
                    10,
                    "a second signal ends a drain at once",
                    Map.of("--workers", "1", "--work-ms", "60000", "--drain-timeout", "10m"),
                    DrainItems::secondSignal));

    private DrainItems() {}

    private static void drain(Examinee server, String signal) throws IOException {
        try (ExamClient client = server.connect();
                ExamClient idle = server.connect();
                ExamClient half = server.connect()) {
            half.send("{\"user\":");
            for (int i = 0; i < 4; i++) {
                client.send(Wire.buy("rosa", 1) + "\n").expect(Wire.ACCEPTED);
            }
            server.process().signal(signal);
            awaitDraining(client);
            client.send(Wire.buy("rosa", 1) + "\n").expect(Wire.SHUTTING_DOWN);
            MetricsItems.Metrics metrics = MetricsItems.Metrics.ask(client);
            if (metrics.received() != 5 || metrics.dropped() != 1) {
                throw new ExamFailure("5 events were sent and 1 refused, but the metrics are " + metrics);
            }
            expectRefused(server);
            client.expectEnd();
            idle.expectEnd();
        }
        expectExit(server, 0);
        MetricsItems.Metrics last = lastLine(server);
        if (last.processed() != 4 || last.pending() != 0) {
            throw new ExamFailure("4 events were accepted, but at the end the metrics are " + last);
        }
    }

    private static void deadline(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send(Wire.buy("sara", 1) + "\n").expect(Wire.ACCEPTED);
            }
            server.process().signal("INT");
            client.expectEnd();
        }
        expectExit(server, 1);
        if (lastLine(server).pending() != 3) {
            throw new ExamFailure("3 events were lost, but the metrics say " + lastLine(server));
        }
    }

    private static void secondSignal(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send(Wire.buy("tina", 1) + "\n").expect(Wire.ACCEPTED);
            server.process().signal("INT");
            awaitDraining(client);
            server.process().signal("INT");
            int exitCode = server.process().awaitExit(PATIENCE);
            if (exitCode <= 0) {
                throw new ExamFailure(
                        "a second signal must end the server with a non-zero exit code, and it was " + exitCode);
            }
        }
    }

    private static void awaitDraining(ExamClient client) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String reply = client.ask(HEALTH);
        while (!reply.equals(DRAINING) && System.nanoTime() - deadline < 0) {
            client.hears(Duration.ofMillis(5));
            reply = client.ask(HEALTH);
        }
        if (!reply.equals(DRAINING)) {
            throw new ExamFailure("health must become " + DRAINING + " after the signal, and is " + reply);
        }
    }

    private static void expectRefused(Examinee server) throws IOException {
        try {
            server.connect().close();
        } catch (ConnectException refused) {
            return;
        }
        throw new ExamFailure("a draining server must refuse new connections, and took one");
    }

    private static void expectExit(Examinee server, int expected) {
        int exitCode = server.process().awaitExit(PATIENCE);
        if (exitCode != expected) {
            throw new ExamFailure("the exit code must be " + expected + ", and is "
                    + (exitCode < 0 ? "none: the server is still running" : exitCode));
        }
    }

    private static MetricsItems.Metrics lastLine(Examinee server) {
        List<String> lines = server.process().stdoutLines();
        return MetricsItems.Metrics.parse(lines.get(lines.size() - 1));
    }
}
