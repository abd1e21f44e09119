package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tenstages.loadgen.exam.DrainItems.expectExit;
import static tenstages.loadgen.exam.DrainItems.lastLine;
import static tenstages.loadgen.exam.DrainItems.signal;
import static tenstages.loadgen.exam.Timing.millisSince;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** A drain while clients are busy, or do not read: what is accepted is applied or told as lost, and it ends. */
final class DrainUnderLoadItems {
    private static final int DEADLINE_MS = 200;

    /** What a drain that runs out of time says last. A server with a log does not lose the events. */
    private static final Pattern LEFT = Pattern.compile(".*accepted events (lost|left in the log): (\\d+)");

    /** One event, and many short lines that have long replies: few of them fill all buffers. */
    private static final String LONG_REPLIES = Requests.buy("lisa", 1) + "\n" + "{}\n".repeat(99);

    private static final int BUSY_CLIENTS = 4;
    private static final int BUSY = 2000;
    private static final int AT_A_TIME = 20;

    /** Longer than a connection lingers. */
    private static final Duration LATE = Duration.ofSeconds(2);

    static final List<ExamItem> ALL = List.of(
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
                    DrainUnderLoadItems::deadline),
            new ExamItem(
                    "s10.late-reader",
                    10,
                    10,
                    "clients that read their replies only after the signal get every one, sending or silent",
                    Map.of("--queue", "1000000", "--drain-ms", "60000"),
                    DrainUnderLoadItems::lateReader),
            new ExamItem(
                    "s10.flood",
                    10,
                    10,
                    "events that come while the signal comes are applied or refused, and counted exactly",
                    Map.of("--queue", "100", "--drain-ms", "60000"),
                    DrainUnderLoadItems::flood));

    private static final String AT_THE_DEADLINE =
            "After --drain-ms the server ends, whatever its workers have in hand and its clients have not read.";

    private static final String IN_ONE_STEP =
            "Whether a drain has begun is asked, and the event put into the queue, in one step: in between, the last"
                    + " worker may have gone.";

    private static final String WHAT_IS_DROPPED =
            "Dropped is what was refused with a reply, and nothing else: what comes after the end is not received.";

    private DrainUnderLoadItems() {}

    /** One worker has an event in hand, the queue is full of others, and a client reads none of its replies. */
    private static void deadline(Examinee server) throws IOException {
        long accepted;
        try (ExamClient deaf = server.connectWithLimitedWindow();
                ExamClient client = server.connect()) {
            client.send(Requests.buy("sara", 1) + "\n").expect(Replies.ACCEPTED);
            send(deaf, LONG_REPLIES, Integer.MAX_VALUE);
            // At least: on a busy machine the client may go on sending later.
            accepted = awaitStuck(client).pending();
            long signalled = System.nanoTime();
            signal(server, "INT");
            client.expectEnd(AT_THE_DEADLINE);
            checkDeadline(server, millisSince(signalled));
            expectExit(server, 1, AT_THE_DEADLINE);
        }
        long lost = lastLine(server).pending();
        if (lost < accepted) {
            throw new ExamFailure(
                    accepted + " events were lost, but the metrics say " + lastLine(server),
                    "What is accepted and not applied at the deadline stays pending in the last line.");
        }
        expectTold(server, lost);
    }

    private static void expectTold(Examinee server, long lost) {
        List<String> told = server.process().lastLines().stream()
                .map(LEFT::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(2))
                .toList();
        if (!told.contains(String.valueOf(lost))) {
            throw new ExamFailure(
                    told.isEmpty()
                            ? "none of the last lines ends with 'accepted events lost: " + lost + "'"
                            : "told as lost are " + told.get(0) + " events, and " + lost + " were",
                    told.isEmpty()
                            ? "A drain that runs out of time says on stderr how many accepted events are lost."
                            : "What workers have in hand at the deadline is lost like what is in the queue.");
        }
    }

    /** Both are stuck when the signal comes: replies wait for them, and input of their own waits to be read. */
    private static void lateReader(Examinee server) throws IOException {
        try (ExamClient late = server.connectWithLimitedWindow();
                ExamClient silent = server.connectWithLimitedWindow();
                ExamClient other = server.connect()) {
            send(late, (Requests.buy("lars", 1) + "\n").repeat(1000), 500);
            send(silent, LONG_REPLIES, 1000);
            awaitStuck(other);
            long signalled = System.nanoTime();
            signal(server, "TERM");
            other.expectEnd();
            long accepted = readAll(late).accepted;
            late.close();
            Timing.pass(LATE.minusMillis(Math.min(LATE.toMillis(), millisSince(signalled))));
            accepted += readAll(silent).accepted;
            silent.close();
            expectExit(server, 0);
            if (accepted == 0 || accepted != lastLine(server).processed()) {
                throw new ExamFailure(
                        "accepted was read " + accepted + " times, but at the end the metrics are " + lastLine(server),
                        "The connection was closed before its replies were written, or what it had sent was"
                                + " never read.");
            }
        }
    }

    private static void flood(Examinee server) throws IOException {
        List<Callable<Count>> all = new ArrayList<>();
        for (int i = 0; i < BUSY_CLIENTS; i++) {
            // On a busy machine its thread may begin after the signal.
            ExamClient client = server.connect();
            all.add(() -> sendAndReadAll(client));
        }
        all.add(() -> signalAmidst(server));
        Count sum = Together.run(server, all).stream().reduce(new Count(), Count::plus);
        expectExit(server, 0);
        MetricsReply last = lastLine(server);
        if (last.processed() != sum.accepted || last.dropped() != sum.refused) {
            throw new ExamFailure(
                    sum.accepted + " events were accepted and " + sum.refused
                            + " refused, but at the end the metrics are " + last,
                    last.processed() == sum.accepted ? WHAT_IS_DROPPED : IN_ONE_STEP);
        }
    }

    private static Count signalAmidst(Examinee server) throws IOException {
        try (ExamClient observer = server.connect()) {
            Await.answer(server.patience(), observer::metrics, metrics -> metrics.received() > BUSY);
            signal(server, "TERM");
        }
        return new Count();
    }

    /** Sends a few events at a time, until the server ends the connection. */
    private static Count sendAndReadAll(ExamClient client) throws IOException {
        byte[] events = (Requests.buy("fred", 1) + "\n").repeat(AT_A_TIME).getBytes(UTF_8);
        Count count = new Count();
        try (client) {
            while (true) {
                client.sendUntilRefused(events, events.length);
                for (int i = 0; i < AT_A_TIME; i++) {
                    String reply = client.replyOrEnd();
                    if (reply == null) {
                        return count;
                    }
                    count.add(reply);
                }
            }
        }
    }

    private static void send(ExamClient client, String lines, int times) {
        byte[] bytes = lines.getBytes(UTF_8);
        Thread sender = new Thread(() -> client.sendUntilRefused(bytes, (long) times * bytes.length));
        sender.setDaemon(true);
        sender.start();
    }

    /** Waits until the server reads no more events. */
    private static MetricsReply awaitStuck(ExamClient other) throws IOException {
        MetricsReply before;
        MetricsReply now = other.metrics();
        do {
            other.hears(Duration.ofMillis(300));
            before = now;
            now = other.metrics();
        } while (before.received() != now.received());
        return now;
    }

    private static Count readAll(ExamClient client) throws IOException {
        Count count = new Count();
        for (String reply = client.replyOrEnd(); reply != null; reply = client.replyOrEnd()) {
            count.add(reply);
        }
        return count;
    }

    /** A quarter of the patience is far more than any machine needs. */
    private static void checkDeadline(Examinee server, long millis) {
        if (millis > DEADLINE_MS + server.patience().toMillis() / 4) {
            throw new ExamFailure(
                    "the drain took " + millis + " ms, and it may take " + DEADLINE_MS + " ms",
                    "The server ignores --drain-ms.");
        }
    }

    /** What became of the events of one client, or of several. */
    private static final class Count {
        private long accepted;
        private long refused;

        private void add(String reply) {
            if (reply.equals(Replies.ACCEPTED)) {
                accepted++;
            } else if (reply.equals(Replies.BUSY) || reply.equals(Replies.SHUTTING_DOWN)) {
                refused++;
            }
        }

        private static Count plus(Count one, Count other) {
            Count sum = new Count();
            sum.accepted = one.accepted + other.accepted;
            sum.refused = one.refused + other.refused;
            return sum;
        }
    }
}
