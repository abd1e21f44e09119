package tenstages.loadgen.exam;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** Lines too long, browsers, and one client too many: what is refused, and how a connection ends then. */
final class LimitItems {
    private static final int LIMIT = 200;

    /** More than a server reads at once: closing over the rest would reset the connection. */
    private static final int FAR_TOO_LONG = 300_000;

    private static final Map<String, String> SHORT_LINES = Map.of("--max-line-bytes", String.valueOf(LIMIT));

    static final List<ExamItem> ALL = List.of(
            new ExamItem(
                    "s03.line-too-long",
                    3,
                    10,
                    "a line passing the limit is refused at once, after the replies before it; then the end",
                    SHORT_LINES,
                    LimitItems::lineTooLong),
            new ExamItem(
                    "s03.line-limit",
                    3,
                    10,
                    "a line as long as the limit is answered as any other",
                    SHORT_LINES,
                    LimitItems::lineAtTheLimit),
            new ExamItem(
                    "s03.lingering",
                    3,
                    10,
                    "what follows a line too long is thrown away, and a client that stays is closed",
                    SHORT_LINES,
                    LimitItems::lingering),
            new ExamItem(
                    "s03.not-http",
                    3,
                    10,
                    "the first line of an HTTP request ends the connection, and its body is not acted upon",
                    Map.of(),
                    LimitItems::http),
            new ExamItem(
                    "s03.max-connections",
                    3,
                    10,
                    "one connection too many gets one line and the end",
                    Map.of("--max-connections", "3"),
                    LimitItems::maxConnections));

    private static final Duration MOMENT = Duration.ofMillis(150);
    private static final long SILENCE_NANOS = 1_000_000_000;

    /** Longer than a client may be silent after its last reply. */
    private static final Duration LONG_SILENCE = Duration.ofMillis(1200);

    /** Long enough for a reset to come back. */
    private static final Duration RESET_COMES = Duration.ofMillis(20);

    private static final int TURNED_AWAY = 20;
    private static final int TRIES = 3;

    private LimitItems() {}

    private static void lineAtTheLimit(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send(" ".repeat(LIMIT - 2) + "{}\n").expect(Replies.BAD_USER);
            // Whether the carriage return belongs to the line end is not known before the next byte.
            client.send("x".repeat(LIMIT) + "\r");
            if (client.hears(MOMENT)) {
                throw new ExamFailure(
                        "a line as long as the limit was answered before its \\r was followed by anything",
                        "The \\r was counted: as the last byte so far it may belong to the line end.");
            }
            client.send("\n").expect(Replies.INVALID_JSON);
            // Only one carriage return belongs to the line end, so this line is one byte too long.
            client.send("x".repeat(LIMIT) + "\r\r\n")
                    .expect(Replies.LINE_TOO_LONG)
                    .expectEnd();
        }
    }

    private static void lineTooLong(Examinee server) throws IOException {
        for (String tooLong : List.of("x".repeat(LIMIT + 1), "x".repeat(LIMIT + 1) + "\n", "\u00e9".repeat(LIMIT))) {
            try (ExamClient client = server.connect()) {
                client.send("before\n").send(tooLong);
                client.expect(Replies.INVALID_JSON)
                        .expect(Replies.LINE_TOO_LONG)
                        .expectEnd();
            }
        }
        try (ExamClient client = server.connect()) {
            client.send("x".repeat(LIMIT) + " HTTP/1.1\n")
                    .expect(Replies.LINE_TOO_LONG)
                    .expectEnd();
        }
        try (ExamClient client = server.connect()) {
            client.send("before\n" + "x".repeat(FAR_TOO_LONG) + "\nafter\n");
            client.expect(Replies.INVALID_JSON).expect(Replies.LINE_TOO_LONG).expectEnd();
        }
    }

    /** What comes after the last reply is thrown away, and never acted upon. */
    private static void lingering(Examinee server) throws IOException {
        String event = Requests.buy(server.user("linger"), 1) + "\n";
        try (ExamClient client = server.connect()) {
            client.send("x".repeat(LIMIT + 1)).expect(Replies.LINE_TOO_LONG);
            sendOn(client, event.repeat(10));
            client.expectEnd();
        }
        if (server.stage() >= 4) {
            try (ExamClient client = server.connect()) {
                client.send(Requests.balanceOf(server.user("linger")) + "\n").expect(Replies.balance(0));
            }
        }
        lingeringEnds(server);
    }

    /** What is sent to a connection that the server has closed is answered with a reset. */
    private static void lingeringEnds(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send("x".repeat(LIMIT + 1)).expect(Replies.LINE_TOO_LONG).expectEnd();
            if (!Await.answer(server.patience(), () -> isClosedAfterSilence(client), closed -> closed)) {
                throw new ExamFailure(
                        "a client that got its last reply, and stays and is silent, is never closed",
                        "After a last reply the client has a second or so to leave: close when nothing comes.");
            }
        }
    }

    private static boolean isClosedAfterSilence(ExamClient client) throws IOException {
        Timing.pass(LONG_SILENCE);
        try {
            client.send("x");
            Timing.pass(RESET_COMES);
            client.send("x");
            return false;
        } catch (BrokenConnection reset) {
            return true;
        }
    }

    /** A server may give up a client that has been silent for a second. */
    private static void sendOn(ExamClient client, String bytes) throws IOException {
        long before = System.nanoTime();
        long longest = 0;
        try {
            for (int i = 0; i < 10; i++) {
                client.send(bytes);
                longest = Math.max(longest, System.nanoTime() - before);
                before = System.nanoTime();
            }
        } catch (IOException e) {
            if (Math.max(longest, System.nanoTime() - before) > SILENCE_NANOS / 2) {
                throw new Inconclusive("the examiner itself was held up, and was silent for too long");
            }
            throw e;
        }
    }

    private static void http(Examinee server) throws IOException {
        for (String first : List.of("GET / HTTP/1.1", "POST /x HTTP/1.0", "OPTIONS * HTTP/1.1\r", " HTTP/1.1")) {
            try (ExamClient client = server.connect()) {
                client.send("{}x\n" + first + "\nHost: localhost\n\n" + Requests.buy(server.user("http"), 1) + "\n");
                client.expect(Replies.INVALID_JSON).expect(Replies.NOT_HTTP).expectEnd();
            }
        }
        try (ExamClient client = server.connect()) {
            for (String line :
                    List.of("GET / HTTP/1.1 ", "GET / HTTP/2.0", "GET /HTTP/1.1", "HTTP/1.1", "GET / http/1.1")) {
                client.send(line + "\n").expect(Replies.INVALID_JSON);
            }
            client.send("\"GET / HTTP/1.1\"\n").expect(Replies.NOT_AN_OBJECT);
            if (server.stage() >= 4) {
                client.send(Requests.balanceOf(server.user("http")) + "\n").expect(Replies.balance(0));
            }
        }
    }

    private static void maxConnections(Examinee server) throws IOException {
        try (ExamClient first = awaitRoom(server);
                ExamClient second = awaitRoom(server);
                ExamClient third = awaitRoom(server)) {
            for (int i = 0; i < TURNED_AWAY; i++) {
                try (ExamClient tooMany = server.connect()) {
                    if (i % 2 == 0) {
                        tooMany.expect(Replies.TOO_MANY_CONNECTIONS).expectEnd();
                    }
                    tooMany.reset();
                }
            }
            first.send("x\n").expect(Replies.INVALID_JSON);
            second.endInput().expectEnd();
            for (int i = 0; i < 2; i++) {
                awaitRoom(server).reset();
            }
            awaitRoom(server).close();
            // A client that is told off and stays keeps its place for some seconds, and not for ever.
            first.send("GET / HTTP/1.1\n").expect(Replies.NOT_HTTP).expectEnd();
            third.send("GET / HTTP/1.1\n").expect(Replies.NOT_HTTP).expectEnd();
            awaitRoom(
                            server,
                            new ExamFailure(
                                    "a client that got its last reply, and stays and is silent, keeps its place",
                                    "After a last reply the client has a second or so to leave: close when"
                                            + " nothing comes."))
                    .close();
            try (ExamClient one = awaitRoom(server);
                    ExamClient two = awaitRoom(server);
                    ExamClient three = awaitRoom(server)) {
                for (ExamClient client : List.of(one, two, three)) {
                    client.send("x\n").expect(Replies.INVALID_JSON);
                }
            }
        }
        lingeringCounts(server);
    }

    /**
     * Two clients that were told off and stay, and one that is served: there is no room for one more until the server
     * has closed one of the two.
     */
    private static void lingeringCounts(Examinee server) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            try (ExamClient one = toldOff(server);
                    ExamClient two = toldOff(server);
                    ExamClient three = awaitRoom(server)) {
                ExamClient more = served(server);
                boolean soon = System.nanoTime() - start < SILENCE_NANOS / 2;
                if (more == null) {
                    return;
                }
                more.close();
                if (soon) {
                    throw new ExamFailure(
                            "a client that was told off and stays does not count as a connection",
                            "A connection counts until it is closed, also while what comes is thrown away.");
                }
            }
        }
        throw new Inconclusive("the examiner was too slow to see whether clients that are told off count");
    }

    private static ExamClient toldOff(Examinee server) throws IOException {
        ExamClient client = awaitRoom(server);
        client.send("GET / HTTP/1.1\n").expect(Replies.NOT_HTTP).expectEnd();
        return client;
    }

    /** Tries until a new client is served: the server may learn only a little later that another one has left. */
    private static ExamClient awaitRoom(Examinee server) throws IOException {
        return awaitRoom(
                server,
                new ExamFailure(
                        "a client that left did not make room for another one",
                        "The count of connections goes down at every end of a connection, also after a last reply."));
    }

    private static ExamClient awaitRoom(Examinee server, ExamFailure failure) throws IOException {
        ExamClient client = Await.answer(server.patience(), () -> served(server), Objects::nonNull);
        if (client == null) {
            throw failure;
        }
        return client;
    }

    /** A new client that is served; null if there is no room for one. */
    private static ExamClient served(Examinee server) throws IOException {
        ExamClient client = server.connect();
        try {
            if (client.ask("x").equals(Replies.INVALID_JSON)) {
                return client;
            }
        } catch (IOException turnedAway) {
            // The line came too late, so its answer was a reset.
        }
        client.close();
        return null;
    }
}
