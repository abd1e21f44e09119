package tenstages.loadgen.exam;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Accepted means queued; a full queue says so at once. */
final class QueueItems {
    private static final int QUEUE = 5;
    private static final int EVENTS = 40;
    private static final Map<String, String> SMALL_QUEUE =
            Map.of("--queue", String.valueOf(QUEUE), "--work-ms", "200", "--workers", "1");

    static final List<ExamItem> ALL = List.of(
            new ExamItem("s05.accepted", 5, 10, "a valid event is accepted", Map.of(), QueueItems::accepted),
            new ExamItem(
                    "s05.busy",
                    5,
                    10,
                    "a full queue answers server_busy at once, and what is accepted is applied",
                    SMALL_QUEUE,
                    QueueItems::busy),
            new ExamItem(
                    "s05.max-connections",
                    5,
                    10,
                    "one connection too many gets one line and the end",
                    Map.of("--max-connections", "3"),
                    QueueItems::maxConnections));

    private QueueItems() {}

    private static void accepted(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            for (String event : JsonItems.events("emma")) {
                client.send(event + "\n").expect(Wire.ACCEPTED);
            }
            BalanceItems.awaitBalance(client, "emma", 25);
        }
    }

    /** A queue of 5 takes 5 events, and one or two more because the worker takes one out of it meanwhile. */
    private static void busy(Examinee server) throws IOException {
        try (ExamClient client = server.connect();
                ExamClient other = server.connect()) {
            client.send((Wire.buy("flora", 1) + "\n").repeat(EVENTS));
            int accepted = 0;
            for (int i = 0; i < EVENTS; i++) {
                String reply = client.reply();
                if (reply.equals(Wire.ACCEPTED)) {
                    accepted++;
                } else if (!reply.equals(Wire.BUSY)) {
                    throw new ExamFailure("expected accepted or server_busy, and got " + reply);
                }
            }
            if (accepted < QUEUE || accepted > QUEUE + 2) {
                throw new ExamFailure(accepted + " of " + EVENTS + " events were accepted into a queue of " + QUEUE);
            }
            BalanceItems.awaitBalance(other, "flora", accepted);
        }
    }

    private static void maxConnections(Examinee server) throws IOException {
        try (ExamClient first = server.connect();
                ExamClient second = server.connect();
                ExamClient third = server.connect()) {
            for (ExamClient client : List.of(first, second, third)) {
                client.send("x\n").expect(Wire.INVALID_JSON);
            }
            try (ExamClient fourth = server.connect()) {
                fourth.expect(Wire.TOO_MANY_CONNECTIONS).expectEnd();
            }
            first.send("x\n").expect(Wire.INVALID_JSON);
            second.endInput().expectEnd();
            awaitRoom(server);
        }
    }

    /** The server may learn of a client's leaving only a little later. */
    private static void awaitRoom(Examinee server) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() - deadline < 0) {
            try (ExamClient client = server.connect()) {
                if (!client.hears(Duration.ofMillis(20))) {
                    client.send("x\n").expect(Wire.INVALID_JSON);
                    return;
                }
            }
        }
        throw new ExamFailure("a client that left did not make room for another one");
    }
}
