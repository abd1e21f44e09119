package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** One line in, one line out, in order, whatever the pieces. */
final class FramingItems {
    private static final int LIMIT = 200;

    /** More than a server reads at once: closing over the rest would reset the connection. */
    private static final int FAR_TOO_LONG = 300_000;

    private static final Map<String, String> SHORT_LINES = Map.of("--max-line-bytes", String.valueOf(LIMIT));

    static final List<ExamItem> ALL = List.of(
            new ExamItem(
                    "s01.echo", 1, 2, "a line comes back as it is, whatever its bytes", Map.of(), FramingItems::echo),
            new ExamItem(
                    "s01.order",
                    1,
                    10,
                    "1,000 lines in one write are answered in order",
                    Map.of(),
                    FramingItems::order),
            new ExamItem(
                    "s01.pieces",
                    1,
                    10,
                    "a message sent one byte at a time is answered",
                    Map.of(),
                    FramingItems::pieces),
            new ExamItem(
                    "s01.carriage-return", 1, 10, "\\r\\n ends a line too", Map.of(), FramingItems::carriageReturn),
            new ExamItem("s01.empty-line", 1, 10, "an empty line is a line", Map.of(), FramingItems::emptyLine),
            new ExamItem(
                    "s01.half-close",
                    1,
                    10,
                    "a client that half-closes gets every reply, then the end",
                    Map.of(),
                    FramingItems::halfClose),
            new ExamItem(
                    "s01.unfinished-line",
                    1,
                    10,
                    "bytes after the last newline are never acted upon",
                    Map.of(),
                    FramingItems::unfinishedLine),
            new ExamItem(
                    "s01.late-reader",
                    1,
                    2,
                    "a line of 5 MB comes back whole to a client that reads late",
                    Map.of(),
                    FramingItems::longLineReadLate),
            new ExamItem(
                    "s01.next-client", 1, 10, "a client that leaves makes room", Map.of(), FramingItems::nextClient),
            new ExamItem(
                    "s03.line-limit",
                    3,
                    10,
                    "a line as long as the limit is answered as any other",
                    SHORT_LINES,
                    FramingItems::lineAtTheLimit),
            new ExamItem(
                    "s03.line-too-long",
                    3,
                    10,
                    "a line passing the limit is refused at once, after the replies before it; then the end",
                    SHORT_LINES,
                    FramingItems::lineTooLong),
            new ExamItem(
                    "s03.lingering",
                    3,
                    10,
                    "what follows a line too long is thrown away",
                    SHORT_LINES,
                    FramingItems::lingering),
            new ExamItem(
                    "s03.not-http",
                    3,
                    10,
                    "the first line of an HTTP request ends the connection, and its body is not acted upon",
                    Map.of(),
                    FramingItems::http),
            new ExamItem(
                    "s03.max-connections",
                    3,
                    10,
                    "one connection too many gets one line and the end",
                    Map.of("--max-connections", "3"),
                    FramingItems::maxConnections));

    private FramingItems() {}

    private static void echo(Examinee server) throws IOException {
        ByteArrayOutputStream everyByte = new ByteArrayOutputStream();
        for (int b = 0; b < 256; b++) {
            if (b != '\n') {
                everyByte.write(b);
            }
        }
        try (ExamClient client = server.connect()) {
            for (String line : List.of("hello", " \t ", "\0\0", "\r", "a\rb", "x\r\r", "\u00c3\u0028\u00f0\u009f")) {
                client.send(line.getBytes(ISO_8859_1)).send("\n");
                byte[] bytes = line.getBytes(ISO_8859_1);
                boolean endsInReturn = line.endsWith("\r");
                client.expect(endsInReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
            }
            client.send(everyByte.toByteArray()).send("\n").expect(everyByte.toByteArray());
            byte[] long100k = new byte[100_000];
            Arrays.fill(long100k, (byte) 'x');
            client.send(long100k).send("\n").expect(long100k);
        }
    }

    private static void order(Examinee server) throws IOException {
        List<Pair> pairs = Pair.all(server.stage(), 1000);
        try (ExamClient client = server.connect()) {
            client.send(Pair.joined(pairs, "\n"));
            expectAll(client, pairs);
        }
    }

    private static void pieces(Examinee server) throws IOException {
        List<Pair> pairs = Pair.all(server.stage(), 4);
        try (ExamClient client = server.connect()) {
            for (byte b : Pair.joined(pairs, "\n")) {
                client.send(new byte[] {b});
            }
            expectAll(client, pairs);
        }
    }

    private static void carriageReturn(Examinee server) throws IOException {
        List<Pair> pairs = Pair.all(server.stage(), 6);
        try (ExamClient client = server.connect()) {
            client.send(Pair.joined(pairs, "\r\n"));
            expectAll(client, pairs);
        }
    }

    private static void emptyLine(Examinee server) throws IOException {
        String reply = server.stage() <= 2 ? "" : Replies.INVALID_JSON;
        try (ExamClient client = server.connect()) {
            client.send("\n\r\n\n").expect(reply).expect(reply).expect(reply);
        }
    }

    private static void halfClose(Examinee server) throws IOException {
        List<Pair> pairs = Pair.all(server.stage(), 50);
        try (ExamClient client = server.connect()) {
            client.send(Pair.joined(pairs, "\n")).endInput();
            expectAll(client, pairs);
            client.expectEnd();
        }
    }

    private static void unfinishedLine(Examinee server) throws IOException {
        List<Pair> pairs = Pair.all(server.stage(), 2);
        try (ExamClient client = server.connect()) {
            client.send(Pair.joined(pairs, "\n"))
                    .send(Requests.buy("unfinished", 7))
                    .endInput();
            expectAll(client, pairs);
            client.expectEnd();
        }
        if (server.stage() >= 4) {
            try (ExamClient client = server.connect()) {
                client.send(Requests.balanceOf("unfinished") + "\n").expect(Replies.balance(0));
            }
        }
    }

    /** More than the buffers of a connection take, so the server can write only a part at a time. */
    private static void longLineReadLate(Examinee server) throws IOException {
        byte[] line = new byte[5_000_000];
        for (int i = 0; i < line.length; i++) {
            line[i] = (byte) ('a' + i % 26);
        }
        try (ExamClient client = server.connect()) {
            client.send(line).send("\n").hears(Duration.ofSeconds(5));
            client.expect(line);
            client.send("and on\n").expect("and on");
        }
    }

    private static void nextClient(Examinee server) throws IOException {
        Pair pair = Pair.all(server.stage(), 1).get(0);
        for (int i = 0; i < 20; i++) {
            try (ExamClient client = server.connect()) {
                client.send(Pair.joined(List.of(pair), "\n")).expect(pair.reply());
            }
        }
        try (ExamClient client = server.connect()) {
            client.send(pair.request()).reset();
        }
        try (ExamClient client = server.connect()) {
            client.send(Pair.joined(List.of(pair), "\n")).expect(pair.reply());
        }
    }

    private static void lineAtTheLimit(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            for (String end : List.of("\n", "\r\n")) {
                client.send("x".repeat(LIMIT) + end).expect(Replies.INVALID_JSON);
                client.send(" ".repeat(LIMIT - 2) + "{}" + end).expect(Replies.BAD_USER);
            }
            // Only one carriage return belongs to the line end, so this line is one byte too long.
            client.send("x".repeat(LIMIT) + "\r\r\n")
                    .expect(Replies.LINE_TOO_LONG)
                    .expectEnd();
        }
    }

    private static void lineTooLong(Examinee server) throws IOException {
        for (String tooLong : List.of("x".repeat(LIMIT + 1), "x".repeat(LIMIT + 1) + "\n", "\u00e9".repeat(LIMIT))) {
            try (ExamClient client = server.connect()) {
                client.send("before\n".getBytes(UTF_8)).send(tooLong);
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
        String event = Requests.buy("linger", 1) + "\n";
        try (ExamClient client = server.connect()) {
            client.send("x".repeat(LIMIT + 1)).expect(Replies.LINE_TOO_LONG);
            for (int i = 0; i < 10; i++) {
                client.send(event.repeat(10));
            }
            client.expectEnd();
        }
        if (server.stage() >= 4) {
            try (ExamClient client = server.connect()) {
                client.send(Requests.balanceOf("linger") + "\n").expect(Replies.balance(0));
            }
        }
    }

    private static void http(Examinee server) throws IOException {
        for (String first : List.of("GET / HTTP/1.1", "POST /x HTTP/1.0", "OPTIONS * HTTP/1.1\r", " HTTP/1.1")) {
            try (ExamClient client = server.connect()) {
                client.send("{}x\n" + first + "\nHost: localhost\n\n" + Requests.buy("http", 1) + "\n");
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
                client.send(Requests.balanceOf("http") + "\n").expect(Replies.balance(0));
            }
        }
    }

    private static void maxConnections(Examinee server) throws IOException {
        try (ExamClient first = server.connect();
                ExamClient second = server.connect();
                ExamClient third = server.connect()) {
            for (ExamClient client : List.of(first, second, third)) {
                client.send("x\n").expect(Replies.INVALID_JSON);
            }
            for (int i = 0; i < 2; i++) {
                try (ExamClient tooMany = server.connect()) {
                    tooMany.expect(Replies.TOO_MANY_CONNECTIONS).expectEnd();
                }
            }
            first.send("x\n").expect(Replies.INVALID_JSON);
            second.endInput().expectEnd();
            awaitRoom(server).close();
            // A client that is told off and stays keeps its place for some seconds, and not for ever.
            first.send("GET / HTTP/1.1\n").expect(Replies.NOT_HTTP).expectEnd();
            third.send("GET / HTTP/1.1\n").expect(Replies.NOT_HTTP).expectEnd();
            try (ExamClient one = awaitRoom(server);
                    ExamClient two = awaitRoom(server);
                    ExamClient three = awaitRoom(server)) {
                for (ExamClient client : List.of(one, two, three)) {
                    client.send("x\n").expect(Replies.INVALID_JSON);
                }
            }
        }
    }

    /** Tries until a new client is served: the server may learn only a little later that another one has left. */
    private static ExamClient awaitRoom(Examinee server) throws IOException {
        ExamClient client = Await.answer(server.patience(), () -> served(server), Objects::nonNull);
        if (client == null) {
            throw new ExamFailure("a client that left did not make room for another one");
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

    private static void expectAll(ExamClient client, List<Pair> pairs) throws IOException {
        for (Pair pair : pairs) {
            client.expect(pair.reply());
        }
    }
}
