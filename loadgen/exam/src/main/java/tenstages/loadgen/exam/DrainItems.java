package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** What is accepted before the signal is applied before the end. */
final class DrainItems {
    private static final int EVENTS = 4;
    private static final int WORK_MS = 300;

    /** A client that has had this number of replies was not too slow to ask. */
    private static final int MANY = 50;

    private static final int DEADLINE_MS = 200;

    /** What a drain that runs out of time says of the three events. A server with a log does not lose them. */
    private static final Pattern LEFT = Pattern.compile(".*accepted events (lost|left in the log): 3");

    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    /** A drain that waits for what never happens is not to be over before the examiner's patience is. */
    private static final Map<String, String> WITHOUT_A_DEADLINE =
            Map.of("--workers", "1", "--work-ms", String.valueOf(WORK_MS), "--queue", "100", "--drain-ms", "600000");

    static final List<ExamItem> ALL = List.of(
            new ExamItem(
                    "s10.drain",
                    10,
                    10,
                    "after SIGINT what is accepted is applied, the rest is refused, and the exit code is 0",
                    WITHOUT_A_DEADLINE,
                    server -> drain(server, "INT")),
            new ExamItem(
                    "s10.terminate",
                    10,
                    10,
                    "SIGTERM does the same",
                    WITHOUT_A_DEADLINE,
                    server -> drain(server, "TERM")),
            new ExamItem(
                    "s10.deadline",
                    10,
                    10,
                    "a drain that takes too long ends with exit code 1 and says how many were lost",
                    Map.of(
                            "--workers",
                            "1",
                            "--work-ms",
                            "60000",
                            "--drain-ms",
                            String.valueOf(DEADLINE_MS),
                            "--queue",
                            "100"),
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
                    Map.of("--workers", "1", "--work-ms", "60000", "--drain-ms", "600000", "--queue", "100"),
                    server -> secondSignal(server, "INT", INTERRUPTED)),
            new ExamItem(
                    "s10.second-terminate",
                    10,
                    10,
                    "SIGTERM ends a drain at once, too",
                    Map.of("--workers", "1", "--work-ms", "60000", "--drain-ms", "600000", "--queue", "100"),
                    server -> secondSignal(server, "TERM", TERMINATED)));

    private static final String METRICS_AT_THE_END =
            "The last thing a drain prints is what metrics would have replied, and it flushes stdout.";
    private static final String IDLE_CLIENTS =
            "When the queue is empty the server closes its connections itself: a client that is idle may never leave.";

    private DrainItems() {}

    private static void drain(Examinee server, String signal) throws IOException {
        try (ExamClient client = server.connect();
                ExamClient idle = server.connect();
                ExamClient half = server.connect()) {
            half.send("{\"user\":");
            String event = Requests.buy("rosa", 1) + "\n";
            client.send(event.repeat(EVENTS)).expectAll(Collections.nCopies(EVENTS, Replies.ACCEPTED.getBytes(UTF_8)));
            long signalled = System.nanoTime();
            signal(server, signal);
            try {
                awaitDraining(server, client);
                askWhileDraining(client, event);
            } catch (ExamFailure | BrokenConnection e) {
                if (millisSince(signalled) >= EVENTS * WORK_MS && client.replies() < MANY) {
                    throw new Inconclusive(
                            "the drain was over before it could be asked about: the machine is too busy");
                }
                throw e;
            }
            expectRefused(server);
            client.expectEnd(IDLE_CLIENTS);
            idle.expectEnd(IDLE_CLIENTS);
        }
        expectExit(server, 0);
        MetricsReply last = lastLine(server);
        if (last.processed() != EVENTS || last.pending() != 0) {
            throw new ExamFailure(
                    "4 events were accepted, but at the end the metrics are " + last,
                    "The server ended, or counted, before its workers were done with what was accepted.");
        }
    }

    private static void askWhileDraining(ExamClient client, String event) throws IOException {
        client.send(event + Requests.balanceOf("nobody") + "\n" + Requests.METRICS + "\n");
        client.expect(Replies.SHUTTING_DOWN).expect(Replies.balance(0));
        MetricsReply metrics = MetricsItems.addingUp(client.reply());
        if (metrics.received() != EVENTS + 1 || metrics.dropped() != 1) {
            throw new ExamFailure(
                    "5 events were sent and 1 refused, but the metrics are " + metrics,
                    "An event that is refused with shutting_down is received and dropped.");
        }
    }

    private static void deadline(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send(Requests.buy("sara", 1) + "\n").expect(Replies.ACCEPTED);
            }
            long signalled = System.nanoTime();
            signal(server, "INT");
            client.expectEnd();
            checkDeadline(server, millisSince(signalled));
        }
        expectExit(server, 1);
        if (lastLine(server).pending() != 3) {
            throw new ExamFailure(
                    "3 events were lost, but the metrics say " + lastLine(server),
                    "What is accepted and not applied at the deadline stays pending in the last line.");
        }
        if (server.process().lastLines().stream().noneMatch(LEFT.asMatchPredicate())) {
            throw new ExamFailure(
                    "none of the last lines ends with 'accepted events lost: 3'",
                    "A drain that runs out of time says on stderr how many accepted events are lost.");
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
            signal(server, "TERM");
            other.expectEnd();
            int accepted = 0;
            for (String reply = late.replyOrEnd(); reply != null; reply = late.replyOrEnd()) {
                accepted += reply.equals(Replies.ACCEPTED) ? 1 : 0;
            }
            late.close();
            expectExit(server, 0);
            if (accepted == 0 || accepted != lastLine(server).processed()) {
                throw new ExamFailure(
                        "accepted was read " + accepted + " times, but at the end the metrics are " + lastLine(server),
                        "The connection was closed before its replies were written, or what it had sent was"
                                + " never read.");
            }
        }
    }

    private static void secondSignal(Examinee server, String signal, int expected) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send(Requests.buy("tina", 1) + "\n").expect(Replies.ACCEPTED);
            signal(server, "INT");
            awaitDraining(server, client);
            signal(server, signal);
            int exitCode = server.process().awaitExit(server.patience());
            if (exitCode != expected) {
                throw new ExamFailure(
                        "SIG" + signal + " in a drain must end the server with exit code " + expected + ", and "
                                + (exitCode < 0 ? "it is still running" : "it was " + exitCode),
                        null);
            }
            List<String> lines = server.process().stdoutLines();
            if (lines.stream().anyMatch(line -> MetricsReply.parse(line).isPresent())) {
                throw new ExamFailure(
                        "a drain that was cut off must not account for anything, and printed " + lines,
                        "The last line is printed by the end of the drain, and not by whatever ends the process.");
            }
        }
    }

    private static void awaitDraining(Examinee server, ExamClient client) throws IOException {
        String last;
        try {
            last = Await.answer(server.patience(), () -> client.ask(Requests.HEALTH), Replies.DRAINING::equals);
        } catch (ExamFailure e) {
            throw notDraining(e.what());
        } catch (BrokenConnection e) {
            throw notDraining(e.failure().what());
        }
        if (!last.equals(Replies.DRAINING)) {
            throw new ExamFailure(
                    "after the signal health goes on to say " + Evidence.shown(last),
                    "The signal is not handled, or it never came: only the program that the command itself"
                            + " starts gets it,"
                            + " so build first, run what was built, and end a script with exec.");
        }
    }

    /** Half of the patience is far more than any machine needs. */
    private static void checkDeadline(Examinee server, long millis) {
        if (millis > DEADLINE_MS + server.patience().toMillis() / 2) {
            throw new ExamFailure(
                    "the drain took " + millis + " ms, and it may take " + DEADLINE_MS + " ms",
                    "The server ignores --drain-ms.");
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static ExamFailure notDraining(String what) {
        return new ExamFailure(
                "after the signal health did not say draining: " + what,
                "The process ended at the signal, its event loop waits for the drain, or health does not say"
                        + " draining.");
    }

    private static void signal(Examinee server, String name) {
        try {
            server.process().signal(name);
        } catch (IOException e) {
            if (server.process().isAlive()) {
                throw new Inconclusive(e.getMessage());
            }
            throw new ExamFailure(e.getMessage(), "The server had ended before the signal.");
        }
    }

    private static void expectRefused(Examinee server) throws IOException {
        try {
            server.connect().close();
        } catch (ConnectException refused) {
            return;
        }
        throw new ExamFailure(
                "a draining server must refuse new connections, and took one",
                "The listening socket is closed before health says draining.");
    }

    private static void expectExit(Examinee server, int expected) {
        int exitCode = server.process().awaitExit(server.patience());
        if (exitCode != expected) {
            throw new ExamFailure(
                    exitCode < 0
                            ? "the server is still running"
                            : "the exit code must be " + expected + ", and is " + exitCode,
                    exitCode < 0 ? "The drain waits for something that never happens: see what it waits for." : null);
        }
    }

    private static MetricsReply lastLine(Examinee server) {
        List<String> lines = server.process().stdoutLines();
        if (lines.isEmpty()) {
            throw new ExamFailure("nothing was printed on stdout", METRICS_AT_THE_END);
        }
        String last = lines.get(lines.size() - 1);
        if (MetricsReply.parse(last).isEmpty()) {
            throw new ExamFailure(
                    "the last line on stdout is not the reply to metrics: " + Evidence.shown(last), METRICS_AT_THE_END);
        }
        return MetricsItems.addingUp(last);
    }
}
