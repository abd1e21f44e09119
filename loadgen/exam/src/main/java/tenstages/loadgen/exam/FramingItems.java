package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** One line in, one line out, in order, whatever the pieces. */
final class FramingItems {
    static final List<ExamItem> ALL = List.of(
            new ExamItem(
                    "s01.echo", 1, 2, "a line comes back as it is, whatever its bytes", Map.of(), FramingItems::echo),
            new ExamItem(
                    "s01.next-client", 1, 10, "a client that leaves makes room", Map.of(), FramingItems::nextClient),
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
            new ExamItem(
                    "s01.late-reader",
                    1,
                    2,
                    "a line of 5 MB comes back whole to a client that reads late",
                    Map.of(),
                    FramingItems::longLineReadLate));

    private static final int LINES_OF_A_READ = 32_700;
    private static final Duration READING_LATE = Duration.ofMillis(500);
    private static final int EXCHANGES = 20;

    private FramingItems() {}

    private static void echo(Examinee server) throws IOException {
        ByteArrayOutputStream everyByte = new ByteArrayOutputStream();
        for (int b = 0; b < 256; b++) {
            if (b != '\n') {
                everyByte.write(b);
            }
        }
        try (ExamClient client = server.connect()) {
            for (String line : List.of(
                    "hello",
                    " \t ",
                    "\0\0",
                    "a\0b",
                    "100 % of %s %n %d",
                    "a\rb",
                    "x\r\r",
                    "\u00c3\u0028\u00f0\u009f")) {
                client.send((line + "\n").getBytes(ISO_8859_1));
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
            client.expectAll(Pair.replies(pairs));
        }
    }

    private static void pieces(Examinee server) throws IOException {
        List<Pair> pairs = Pair.all(server.stage(), 4);
        try (ExamClient client = server.connect()) {
            for (byte b : Pair.joined(pairs, "\n")) {
                client.send(new byte[] {b});
            }
            client.expectAll(Pair.replies(pairs));
        }
        for (Pair pair : pairs) {
            try (ExamClient client = server.connect()) {
                // The reply is owed though more is on its way.
                client.send(new String(pair.request(), UTF_8) + "\nhalf a li").expect(pair.reply());
            }
        }
    }

    private static void carriageReturn(Examinee server) throws IOException {
        List<Pair> pairs = Pair.all(server.stage(), 6);
        try (ExamClient client = server.connect()) {
            client.send(Pair.joined(pairs, "\r\n"));
            client.expectAll(Pair.replies(pairs));
        }
    }

    private static void emptyLine(Examinee server) throws IOException {
        String reply = server.stage() <= 2 ? "" : Replies.INVALID_JSON;
        try (ExamClient client = server.connect()) {
            client.send("before\n").reply();
            client.send("\n\r\n\n").expect(reply).expect(reply).expect(reply);
        }
    }

    private static void halfClose(Examinee server) throws IOException {
        List<Pair> pairs = Pair.all(server.stage(), 50);
        try (ExamClient client = server.connect()) {
            client.send("before\n").reply();
            client.send(Pair.joined(pairs, "\n")).endInput();
            client.expectAll(Pair.replies(pairs));
            client.expectEnd();
        }
        if (server.stage() >= 3) {
            readLate(server);
        }
    }

    /**
     * The end of the input comes while replies wait that the connection does not take. Servers read 64 kB at a time,
     * and a connection takes up to 4 MB, so the last read of one client or of the other is the one whose replies wait.
     */
    private static void readLate(Examinee server) throws IOException {
        Pair pair = Pair.of("0", Replies.NOT_AN_OBJECT);
        List<Pair> few = Collections.nCopies(LINES_OF_A_READ, pair);
        List<Pair> many = Collections.nCopies(2 * LINES_OF_A_READ, pair);
        try (ExamClient one = server.connectWithLimitedWindow();
                ExamClient two = server.connectWithLimitedWindow();
                ExamClient silent = server.connect()) {
            sendAndEnd(one, few);
            sendAndEnd(two, many);
            one.hears(server.patience());
            two.hears(server.patience());
            long start = System.nanoTime();
            silent.send("0\n").expect(pair.reply());
            // On a busy machine all takes longer.
            Duration exchange = Duration.ofNanos(System.nanoTime() - start);
            silent.hears(Collections.max(List.of(READING_LATE, exchange.multipliedBy(EXCHANGES))));
            one.expectAll(Pair.replies(few)).expectEnd();
            two.expectAll(Pair.replies(many)).expectEnd();
        }
    }

    private static void sendAndEnd(ExamClient client, List<Pair> pairs) {
        byte[] lines = Pair.joined(pairs, "\n");
        Thread sender = new Thread(() -> {
            client.sendUntilRefused(lines, lines.length);
            try {
                client.endInput();
            } catch (IOException e) {
                // The thread that reads is told.
            }
        });
        sender.start();
    }

    private static void unfinishedLine(Examinee server) throws IOException {
        List<Pair> pairs = Pair.all(server.stage(), 2);
        try (ExamClient client = server.connect()) {
            client.send(Pair.joined(pairs, "\n"))
                    .send(Requests.buy(server.user("unfinished"), 7))
                    .endInput();
            client.expectAll(Pair.replies(pairs));
            client.expectEnd();
        }
        if (server.stage() >= 4) {
            try (ExamClient client = server.connect()) {
                client.send(Requests.balanceOf(server.user("unfinished")) + "\n")
                        .expect(Replies.balance(0));
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
}
