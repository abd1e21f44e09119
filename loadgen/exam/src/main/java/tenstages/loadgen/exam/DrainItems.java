package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tenstages.loadgen.exam.Timing.millisSince;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** What is accepted before the signal is applied before the end. */
final class DrainItems {
    private static final int EVENTS = 4;

    /** How long two workers take for the events. */
    private static final int WORK_MS = 1200;

    /** A client that has had this number of replies was not too slow to ask. */
    private static final int MANY = 50;

    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    /** A drain that waits for what never happens is not to be over before the examiner's patience is. */
    private static final String NO_DEADLINE = "600000";

    private static final Map<String, String> TWO_IN_HAND_TWO_WAIT = Map.of(
            "--workers", "2", "--work-ms", String.valueOf(WORK_MS / 2), "--queue", "100", "--drain-ms", NO_DEADLINE);

    private static final Map<String, String> A_MINUTE_OF_WORK =
            Map.of("--workers", "1", "--work-ms", "60000", "--drain-ms", NO_DEADLINE, "--queue", "100");

    static final List<ExamItem> ALL = List.of(
            new ExamItem(
                    "s10.drain",
                    10,
                    10,
                    "after SIGINT what is accepted is applied, the rest is refused, and the exit code is 0",
                    TWO_IN_HAND_TWO_WAIT,
                    server -> drain(server, "INT")),
            new ExamItem(
                    "s10.terminate",
                    10,
                    10,
                    "SIGTERM does the same",
                    TWO_IN_HAND_TWO_WAIT,
                    server -> drain(server, "TERM")),
            new ExamItem(
                    "s10.second-signal",
                    10,
                    10,
                    "a second signal ends a drain at once",
                    A_MINUTE_OF_WORK,
                    server -> secondSignal(server, "INT", INTERRUPTED)),
            new ExamItem(
                    "s10.second-terminate",
                    10,
                    10,
                    "SIGTERM ends a drain at once, too",
                    A_MINUTE_OF_WORK,
                    server -> secondSignal(server, "TERM", TERMINATED)));

    private static final String METRICS_AT_THE_END =
            "The last thing a drain prints is what metrics would have replied, and it flushes stdout.";
    private static final String IDLE_CLIENTS =
            "When the queue is empty the server closes its connections itself: a client that is idle may never leave.";
    private static final String HALF_A_LINE =
            "The rest of half a line may never come: it is dropped, and its connection ends like any other.";

    private static final String CLIENTS_THAT_STAY =
            "The drain waits until a client leaves that has had its last reply and the end: one that is silent is"
                    + " closed after a second. Or a thread is left that nobody ends.";
    private static final String NOT_DONE =
            "An empty queue is not the end of the work: workers have events in hand. Wait until pending is 0, then"
                    + " end the connections, print, and exit.";

    private DrainItems() {}

    private static void drain(Examinee server, String signal) throws IOException {
        long ended;
        try (ExamClient idle = server.connect();
                ExamClient half = server.connect()) {
            half.send("{\"user\":");
            try (ExamClient client = server.connect()) {
                ended = drain(server, signal, client);
            }
            idle.expectEnd(IDLE_CLIENTS);
            half.expectEnd(HALF_A_LINE);
            expectExit(server, 0, CLIENTS_THAT_STAY);
        }
        MetricsReply last = lastLine(server);
        if (last.processed() != EVENTS || last.pending() != 0) {
            throw new ExamFailure("4 events were accepted, but at the end the metrics are " + last, NOT_DONE);
        }
        if (ended < WORK_MS * 9 / 10) {
            throw new ExamFailure(
                    "the connection was ended " + ended
                            + " ms after 4 events were sent, and the work on them takes two workers " + WORK_MS + " ms",
                    NOT_DONE);
        }
    }

    /** Returns how many milliseconds after the events were sent the connection was ended. */
    private static long drain(Examinee server, String signal, ExamClient client) throws IOException {
        String event = Requests.buy("rosa", 1) + "\n";
        long sent = System.nanoTime();
        client.send(event.repeat(EVENTS)).expectAll(Collections.nCopies(EVENTS, Replies.ACCEPTED.getBytes(UTF_8)));
        signal(server, signal);
        try {
            awaitDraining(server, client);
            askWhileDraining(client, event);
        } catch (ExamFailure | BrokenConnection e) {
            if (millisSince(sent) >= WORK_MS && client.replies() < MANY) {
                throw new Inconclusive("the drain was over before it could be asked about: the machine is too busy");
            }
            throw e;
        }
        expectRefused(server);
        client.expectEnd(IDLE_CLIENTS);
        return millisSince(sent);
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

    private static ExamFailure notDraining(String what) {
        return new ExamFailure(
                "after the signal health did not say draining: " + what,
                "The process ended at the signal, or the connection, though workers had events in hand; or its event"
                        + " loop waits for the drain, or health does not say draining.");
    }

    static void signal(Examinee server, String name) {
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

    /** Whatever a drain waits for, that happens. */
    static void expectExit(Examinee server, int expected) {
        expectExit(server, expected, "The drain waits for something that never happens: see what it waits for.");
    }

    /** The same, and what it means if the server runs on. */
    static void expectExit(Examinee server, int expected, String causeOfRunningOn) {
        int exitCode = server.process().awaitExit(server.patience());
        if (exitCode != expected) {
            throw new ExamFailure(
                    exitCode < 0
                            ? "the server is still running"
                            : "the exit code must be " + expected + ", and is " + exitCode,
                    exitCode < 0 ? causeOfRunningOn : null);
        }
    }

    /** What the metrics were at the end. */
    static MetricsReply lastLine(Examinee server) {
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
