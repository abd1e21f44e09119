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
            new ExamItem("s03.accepted", 3, 3, "a valid event is accepted", Map.of(), RequestItems::accepted),
            new ExamItem(
                    "s03.invalid-json",
                    3,
                    10,
                    "what is not JSON by the protocol is invalid_json, and the connection stays",
                    Map.of(),
                    JsonItems::invalidJson),
            new ExamItem(
                    "s03.valid-json",
                    3,
                    10,
                    "what RFC 8259 allows is never invalid_json, and a very long number is answered",
                    Map.of(),
                    JsonItems::validJson),
            new ExamItem("s03.utf-8", 3, 10, "malformed UTF-8 is invalid_json", Map.of(), JsonItems::utf8),
            new ExamItem(
                    "s03.invalid-request",
                    3,
                    10,
                    "JSON that is no request is invalid_request and names the first wrong field",
                    Map.of(),
                    RequestItems::invalidRequest),
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
                    RequestItems::type),
            new ExamItem(
                    "s03.most",
                    3,
                    10,
                    "the longest user and the greatest amount are taken, and one more is not",
                    Map.of(),
                    RequestItems::most),
            new ExamItem(
                    "s03.no-coercion",
                    3,
                    10,
                    "no value passes for one of another type",
                    Map.of(),
                    RequestItems::noCoercion),
            new ExamItem(
                    "s03.depth",
                    3,
                    10,
                    "32 levels are JSON, and 100,000 harm nobody",
                    Map.of("--max-line-bytes", "1000000"),
                    JsonItems::depth));

    private static final int LEAST_LEVELS = 32;
    private static final int MANY_LEVELS = 100_000;
    private static final int MIXED = 60;

    private JsonItems() {}

    /** Valid events, each worth 5 to the user. */
    static List<String> events(String user) {
        return List.of(
                Requests.buy(user, 5),
                " { \"amount\" : 5 , \"user\" : \"" + user + "\" ,\t\"action\" : \"buy\" } ",
                "{\"note\":{\"user\":[1,{}],\"amount\":1e1},\"user\":\"" + user
                        + "\",\"action\":\"buy\",\"amount\":5,\"price\":1.5,\"x\":null}",
                "{\"user\":7,\"amount\":\"no\",\"user\":\"" + user
                        + "\",\"action\":\"hold\",\"action\":\"buy\",\"amount\":5}",
                "{\"\\u0075ser\":\"" + user + "\",\"action\":\"b\\u0075y\",\"\\u0061mount\":5}");
    }

    private static void invalidJson(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            expectEach(client, Pair.each(JsonLines.INVALID, Replies.INVALID_JSON));
        }
        try (ExamClient client = server.connect()) {
            // Some take the mark off at the beginning of a stream only.
            client.send("\ufeff{}\n").expect(Replies.INVALID_JSON);
        }
    }

    private static void validJson(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            expectEach(client, Pair.each(JsonLines.VALID, Replies.NOT_AN_OBJECT));
            client.send("[{\"" + "n".repeat(60_000) + "\":1},2]\n").expect(Replies.NOT_AN_OBJECT);
            for (String line : JsonLines.OPEN) {
                expectOneOf(client, line, Replies.NOT_AN_OBJECT, Replies.INVALID_JSON);
            }
            String user = "{\"user\":\"\\ud800\",\"action\":\"hold\",\"amount\":1}";
            expectOneOf(client, user, Replies.BAD_ACTION, Replies.BAD_USER, Replies.INVALID_JSON);
            String amount = "{\"user\":\"a\",\"action\":\"buy\",\"amount\":" + "9".repeat(60_000) + "}";
            expectOneOf(client, amount, Replies.BAD_AMOUNT, Replies.INVALID_JSON);
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
            // Half a character at the end of a line is nothing to the next line.
            expectEach(client, List.of(malformed("\"\u00c3")));
            client.send("[]\n").expect(Replies.NOT_AN_OBJECT);
        }
    }

    /** Each character is a byte. */
    private static Pair malformed(String line) {
        return new Pair(line.getBytes(ISO_8859_1), Replies.INVALID_JSON.getBytes(UTF_8));
    }

    /** Brackets in strings are no levels, whatever is escaped there. */
    private static void depth(Examinee server) throws IOException {
        String many = "[".repeat(MANY_LEVELS);
        try (ExamClient client = server.connect()) {
            client.send("[".repeat(LEAST_LEVELS) + "]".repeat(LEAST_LEVELS) + "\n")
                    .expect(Replies.NOT_AN_OBJECT);
            client.send("{\"a\":".repeat(LEAST_LEVELS - 1) + "[]" + "}".repeat(LEAST_LEVELS - 1) + "\n")
                    .expect(Replies.BAD_USER);
            client.send("[\"\\\"" + many + "\"]\n").expect(Replies.NOT_AN_OBJECT);
            client.send("[\"\\\\\",\"" + many + "\"]\n").expect(Replies.NOT_AN_OBJECT);
            client.send(many + "\n").expect(Replies.INVALID_JSON);
            expectOneOf(client, many + "]".repeat(MANY_LEVELS), Replies.NOT_AN_OBJECT, Replies.INVALID_JSON);
            expectOneOf(
                    client,
                    "{\"a\":".repeat(MANY_LEVELS) + "1" + "}".repeat(MANY_LEVELS),
                    Replies.BAD_USER,
                    Replies.INVALID_JSON);
            client.send("{}\n").expect(Replies.BAD_USER);
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

    /**
     * Sends a line when the one before has been answered. Of the replies that are wrong the first is the failure, and
     * the others are counted.
     */
    static void expectEach(ExamClient client, List<Pair> pairs) throws IOException {
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

    /** The protocol allows each of these. */
    private static void expectOneOf(ExamClient client, String line, String... allowed) throws IOException {
        client.send(line + "\n");
        String reply = client.reply();
        if (!List.of(allowed).contains(reply)) {
            throw new ExamFailure(
                    "the reply is none of those that are allowed",
                    Evidence.different(
                            (line + "\n").getBytes(UTF_8), allowed[0].getBytes(UTF_8), reply.getBytes(UTF_8)),
                    null);
        }
    }
}
