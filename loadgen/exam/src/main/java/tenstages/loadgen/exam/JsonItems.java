package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** What is JSON, what is a request, and what is said of the rest. */
final class JsonItems {
    static final List<ExamItem> ALL = List.of(
            new ExamItem("s03.accepted", 3, 3, "a valid event is accepted", Map.of(), JsonItems::accepted),
            new ExamItem(
                    "s03.invalid-json",
                    3,
                    10,
                    "what is not JSON by the protocol is invalid_json, and the connection stays",
                    Map.of(),
                    JsonItems::invalidJson),
            new ExamItem(
                    "s03.invalid-request",
                    3,
                    10,
                    "JSON that is no request is invalid_request and names the first wrong field",
                    Map.of(),
                    JsonItems::invalidRequest),
            new ExamItem(
                    "s03.valid-json",
                    3,
                    10,
                    "what RFC 8259 allows is never invalid_json",
                    Map.of(),
                    JsonItems::validJson),
            new ExamItem("s03.utf-8", 3, 10, "malformed UTF-8 is invalid_json", Map.of(), JsonItems::utf8),
            new ExamItem("s03.depth", 3, 10, "1,000 levels are JSON, 1,001 are not", Map.of(), JsonItems::depth),
            new ExamItem(
                    "s03.mixed-order",
                    3,
                    10,
                    "lines of different kinds in one write are answered in order",
                    Map.of("--queue", "100000"),
                    JsonItems::mixedOrder),
            new ExamItem(
                    "s03.type",
                    3,
                    10,
                    "an object with a type is a query, whatever its type and its other fields",
                    Map.of(),
                    JsonItems::type),
            new ExamItem(
                    "s03.most",
                    3,
                    10,
                    "the longest user and the greatest amount are taken, and one more is not",
                    Map.of(),
                    JsonItems::most),
            new ExamItem(
                    "s03.no-coercion",
                    3,
                    10,
                    "no value passes for one of another type",
                    Map.of(),
                    JsonItems::noCoercion));

    private static final int MOST_CHARACTERS = 128;
    private static final int MIXED = 60;

    private JsonItems() {}

    private static void accepted(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            for (String event : events(server.user("anna"))) {
                client.send(event + "\n").expect(Replies.ACCEPTED);
            }
        }
    }

    /** Valid events, each worth 5 to the user. */
    static List<String> events(String user) {
        return List.of(
                Requests.buy(user, 5),
                " { \"amount\" : 5 , \"user\" : \"" + user + "\" ,\t\"action\" : \"buy\" } ",
                "{\"note\":{\"user\":[1,{}]},\"user\":\"" + user + "\",\"action\":\"buy\",\"amount\":5,\"x\":null}",
                "{\"user\":7,\"amount\":\"no\",\"user\":\"" + user
                        + "\",\"action\":\"hold\",\"action\":\"buy\",\"amount\":5}",
                "{\"\\u0075ser\":\"" + user + "\",\"action\":\"b\\u0075y\",\"amount\":5}");
    }

    private static void invalidJson(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            expectEach(client, Pair.each(JsonLines.INVALID, Replies.INVALID_JSON));
        }
    }

    private static void validJson(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            expectEach(client, Pair.each(JsonLines.VALID, Replies.NOT_AN_OBJECT));
            client.send("{\"" + "n".repeat(60_000) + "\":1}\n").expect(Replies.BAD_USER);
            client.send("{\"user\":\"\\ud800\"}\n").expect(Replies.BAD_ACTION);
        }
    }

    private static void utf8(Examinee server) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (String malformed : JsonLines.MALFORMED_UTF_8) {
            pairs.add(malformed("{\"user\":\"" + malformed + "\",\"action\":\"buy\",\"amount\":1}"));
            pairs.add(malformed("{\"note\":\"" + malformed + "\"}"));
        }
        pairs.add(malformed("{\0\"\0u\0\"\0:\0001\0}\0"));
        try (ExamClient client = server.connect()) {
            expectEach(client, pairs);
        }
    }

    /** Each character is a byte. */
    private static Pair malformed(String line) {
        return new Pair(line.getBytes(ISO_8859_1), Replies.INVALID_JSON.getBytes(UTF_8));
    }

    private static void depth(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send("[".repeat(1000) + "]".repeat(1000) + "\n").expect(Replies.NOT_AN_OBJECT);
            client.send("[".repeat(1001) + "]".repeat(1001) + "\n").expect(Replies.INVALID_JSON);
            client.send("{\"a\":".repeat(999) + "[]" + "}".repeat(999) + "\n").expect(Replies.BAD_USER);
            client.send("{\"a\":".repeat(1000) + "[]" + "}".repeat(1000) + "\n").expect(Replies.INVALID_JSON);
            client.send("[".repeat(60_000) + "\n").expect(Replies.INVALID_JSON);
        }
    }

    private static void invalidRequest(Examinee server) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        pairs.add(Pair.of("{}", Replies.BAD_USER));
        pairs.add(Pair.of("[1]", Replies.NOT_AN_OBJECT));
        pairs.add(Pair.of("{\"user\":\"\",\"action\":\"buy\",\"amount\":1}", Replies.BAD_USER));
        pairs.add(Pair.of("{\"user\":\" \\t\",\"action\":\"buy\",\"amount\":1}", Replies.BAD_USER));
        pairs.add(Pair.of("{\"user\":\"" + "u".repeat(129) + "\",\"action\":\"buy\",\"amount\":1}", Replies.BAD_USER));
        pairs.add(Pair.of("{\"user\":\"\\u2003\"}", Replies.BAD_USER));
        pairs.add(Pair.of("{\"user\":\"" + "u".repeat(128) + "\"}", Replies.BAD_ACTION));
        pairs.add(Pair.of("{\"user\":\"a\",\"amount\":1}", Replies.BAD_ACTION));
        pairs.add(Pair.of("{\"user\":\"a\",\"action\":\"BUY\",\"amount\":1}", Replies.BAD_ACTION));
        pairs.add(Pair.of("{\"user\":\"a\",\"action\":\"buy\"}", Replies.BAD_AMOUNT));
        for (String amount : List.of(
                "0", "-1", "-0", "1000000001", "9".repeat(400), "9223372036854775808", "18446744073709551621")) {
            pairs.add(Pair.of("{\"user\":\"a\",\"action\":\"buy\",\"amount\":" + amount + "}", Replies.BAD_AMOUNT));
        }
        try (ExamClient client = server.connect()) {
            expectEach(client, pairs);
        }
    }

    private static void type(Examinee server) throws IOException {
        String badType = Replies.badType(server.stage());
        String typed = server.user("typed");
        try (ExamClient client = server.connect()) {
            for (String type : List.of("null", "5", "\"\"", "\"event\"", "\"Balance\"", "[]", "{\"a\":1}", "true")) {
                client.send("{\"type\":" + type + "}\n").expect(badType);
                client.send("{\"user\":\"" + typed + "\",\"action\":\"buy\",\"amount\":1,\"type\":" + type + "}\n")
                        .expect(badType);
            }
            if (server.stage() >= 4) {
                client.send(Requests.balanceOf(typed) + "\n").expect(Replies.balance(0));
            }
        }
    }

    private static void most(Examinee server) throws IOException {
        String suffix = server.user("");
        String user = "\ud83d\ude00".repeat((MOST_CHARACTERS - suffix.length()) / 2)
                + "x".repeat(suffix.length() % 2)
                + suffix;
        try (ExamClient client = server.connect()) {
            String reply = client.ask(Requests.buy(user, 1_000_000_000));
            if (!reply.equals(Replies.ACCEPTED) && !reply.equals(Replies.balance(1_000_000_000))) {
                throw new ExamFailure(
                        "the longest user and the greatest amount must be taken, and were answered "
                                + Evidence.shown(reply),
                        "128 characters as UTF-16 counts them and 1000000000 are allowed still: look at < and <=.");
            }
            client.send(Requests.buy("\ud83d\ude00".repeat(MOST_CHARACTERS / 2 + 1), 1) + "\n")
                    .expect(Replies.BAD_USER);
            client.send(Requests.buy(user, 1_000_000_001) + "\n").expect(Replies.BAD_AMOUNT);
            client.send(Requests.sell(user, 1_000_000_001) + "\n").expect(Replies.BAD_AMOUNT);
            if (server.stage() >= 4) {
                client.await(Requests.balanceOf(user), Replies.balance(1_000_000_000));
            }
        }
    }

    /** An event, which may go another way than a line that is wrong, must not be overtaken by one. */
    private static void mixedOrder(Examinee server) throws IOException {
        String user = server.user("mia");
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i <= MIXED; i++) {
            String taken = server.stage() == 4 ? Replies.balance(i) : Replies.ACCEPTED;
            pairs.add(Pair.of(Requests.buy(user, 1), taken));
            pairs.add(Pair.of("not JSON", Replies.INVALID_JSON));
            pairs.add(Pair.of(
                    Requests.balanceOf("nobody"), server.stage() == 3 ? Replies.badType(3) : Replies.balance(0)));
            pairs.add(Pair.of(Requests.buy(user, 0), Replies.BAD_AMOUNT));
        }
        try (ExamClient client = server.connect()) {
            client.send(Pair.joined(pairs, "\n")).expectAll(Pair.replies(pairs));
        }
    }

    private static void noCoercion(Examinee server) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (String amount : List.of("\"100\"", "100.0", "1e2", "true", "null", "[1]", "{}")) {
            pairs.add(Pair.of("{\"user\":\"a\",\"action\":\"buy\",\"amount\":" + amount + "}", Replies.BAD_AMOUNT));
        }
        for (String user : List.of("5", "null", "true", "[\"a\"]", "{\"a\":\"b\"}")) {
            pairs.add(Pair.of("{\"user\":" + user + ",\"action\":\"buy\",\"amount\":1}", Replies.BAD_USER));
        }
        try (ExamClient client = server.connect()) {
            expectEach(client, pairs);
        }
    }

    /**
     * Sends a line when the one before has been answered. Of the replies that are wrong the first is the failure, and
     * the others are counted.
     */
    private static void expectEach(ExamClient client, List<Pair> pairs) throws IOException {
        ExamFailure first = null;
        int more = 0;
        for (Pair pair : pairs) {
            long before = client.replies();
            try {
                client.send(Pair.joined(List.of(pair), "\n")).expect(pair.reply());
            } catch (ExamFailure e) {
                boolean answered = client.replies() > before;
                more += first != null && answered ? 1 : 0;
                first = first == null ? e : first;
                if (!answered) {
                    break;
                }
            } catch (BrokenConnection e) {
                first = first == null ? e.failure() : first;
                break;
            }
        }
        if (first != null) {
            throw first.andMore(more);
        }
    }
}
