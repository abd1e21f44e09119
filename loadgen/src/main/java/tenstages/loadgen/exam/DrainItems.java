package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** What is accepted before the signal is applied before the end. */
final class DrainItems {
    static final List<ExamItem> ALL = List.of(
            new ExamItem(
                    "s10.drain",
                    10,
                    10,
                    "after SIGINT what is accepted is applied, the rest is refused, and the exit code is 0",
                    Map.of("--workers", "1", "--work-ms", "200"),
                    server -> drain(server, "INT")),
            new ExamItem(
                    "s10.terminate",
                    10,
                    10,
                    "SIGTERM does the same",
                    Map.of("--workers", "1", "--work-ms", "200"),
                    server -> drain(server, "TERM")),
            new ExamItem(
                    "s10.deadline",
                    10,
                    10,
                    "a drain that takes too long ends with exit code 1 and says how many were lost",
                    Map.of("--workers", "1", "--work-ms", "60000", "--drain-ms", "200"),
                    DrainItems::deadline),
            new ExamItem(
                    "s10.late-reader",
                    10,
                    10,
                    "a client that reads its replies only after the signal, and sends all the while, gets every one",
                    Map.of("--queue", "1000000"),
                    DrainItems::lateReader),
            new ExamItem(
                    "s10.second-signal",
                    10,
                    10,
                    "a second signal ends a drain at once",
                    Map.of("--workers", "1", "--work-ms", "60000", "--drain-ms", "600000"),
                    DrainItems::secondSignal));

    private DrainItems() {}

    private static void drain(Examinee server, String signal) throws IOException {
        try (ExamClient client = server.connect();
                ExamClient idle = server.connect();
                ExamClient half = server.connect()) {
            half.send("{\"user\":");
            for (int i = 0; i < 4; i++) {
                client.send(Requests.buy("rosa", 1) + "\n").expect(Replies.ACCEPTED);
            }
            server.process().signal(signal);
            client.await(Requests.HEALTH, Replies.DRAINING);
            client.send(Requests.buy("rosa", 1) + "\n").expect(Replies.SHUTTING_DOWN);
            client.send(Requests.balanceOf("nobody") + "\n").expect(Replies.balance(0));
            MetricsReply metrics = client.metrics();
            if (metrics.received() != 5 || metrics.dropped() != 1) {
                throw new ExamFailure("5 events were sent and 1 refused, but the metrics are " + metrics);
            }
            expectRefused(server);
            client.expectEnd();
            idle.expectEnd();
        }
        expectExit(server, 0);
        MetricsReply last = lastLine(server);
        if (last.processed() != 4 || last.pending() != 0) {
            throw new ExamFailure("4 events were accepted, but at the end the metrics are " + last);
        }
    }

    private static void deadline(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send(Requests.buy("sara", 1) + "\n").expect(Replies.ACCEPTED);
            }
            server.process().signal("INT");
            client.expectEnd();
        }
        expectExit(server, 1);
        if (lastLine(server).pending() != 3) {
            throw new ExamFailure("3 events were lost, but the metrics say " + lastLine(server));
        }
        if (server.process().lastLines().stream().noneMatch(line -> line.endsWith("accepted events lost: 3"))) {
            throw new ExamFailure("stderr must say how many events were lost, and the server printed "
                    + server.process().lastLines());
        }
    }

    /** It is stuck when the signal comes: replies wait for it, and input of its own waits to be read. */
    private static void lateReader(Examinee server) throws IOException {
        try (ExamClient late = server.connectWithLimitedWindow();
                ExamClient other = server.connect()) {
            byte[] events = (Requests.buy("lars", 1) + "\n").repeat(1000).getBytes(UTF_8);
            Thread sender = new Thread(() -> late.sendUntilRefused(events, 500L * events.length));
            sender.setDaemon(true);
            sender.start();
            for (long before = -1, now = 0; before != now; ) {
                before = now;
                other.hears(Duration.ofMillis(300));
                now = other.metrics().received();
            }
            server.process().signal("TERM");
            other.expectEnd();
            int accepted = 0;
            for (String reply = late.replyOrEnd(); reply != null; reply = late.replyOrEnd()) {
                accepted += reply.equals(Replies.ACCEPTED) ? 1 : 0;
            }
            late.close();
            expectExit(server, 0);
            if (accepted == 0 || accepted != lastLine(server).processed()) {
                throw new ExamFailure(
                        accepted + " times accepted was read, and at the end the metrics are " + lastLine(server));
            }
        }
    }

    private static void secondSignal(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send(Requests.buy("tina", 1) + "\n").expect(Replies.ACCEPTED);
            server.process().signal("INT");
            client.await(Requests.HEALTH, Replies.DRAINING);
            server.process().signal("INT");
            int exitCode = server.process().awaitExit(server.patience());
            if (exitCode != 130) {
                throw new ExamFailure("a second SIGINT must end the server with exit code 130, and it was " + exitCode);
            }
            List<String> lines = server.process().stdoutLines();
            if (lines.stream().anyMatch(line -> line.startsWith("{"))) {
                throw new ExamFailure("a drain that was cut off must not account for anything, and printed " + lines);
            }
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
        int exitCode = server.process().awaitExit(server.patience());
        if (exitCode != expected) {
            throw new ExamFailure("the exit code must be " + expected + ", and is "
                    + (exitCode < 0 ? "none: the server is still running" : exitCode));
        }
    }

    private static MetricsReply lastLine(Examinee server) {
        List<String> lines = server.process().stdoutLines();
        return ExamClient.addingUp(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    }
}
