package tenstages.loadgen.exam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** What is a request, and what is said of JSON that is none: the exchanges of some {@link JsonItems}. */
final class RequestItems {
    private static final int MOST_CHARACTERS = 128;
    private static final String EVENT = "{\"user\":\"a\",\"action\":\"buy\",\"amount\":1}";
    private static final String REST = ",\"action\":\"buy\",\"amount\":1}";

    private static final List<String> WITHOUT_USER = List.of(
            "{}",
            "{\"user\":\"\"" + REST,
            "{\"user\":\" \\t\"" + REST,
            "{\"user\":\"\\r\\n\"" + REST,
            "{\"user\":\"" + "u".repeat(MOST_CHARACTERS + 1) + "\"" + REST,
            "{\"User\":\"a\"" + REST,
            "{\"u\u017fer\":\"a\"" + REST,
            "{\" user\":\"a\"" + REST,
            "{\"user\\u0000\":\"a\"" + REST,
            "{\"user\":\"a\",\"user\":null" + REST,
            "{\"event\":" + EVENT + "}",
            "{\"__proto__\":" + EVENT + "}");

    /** The users of these are good ones, and the next field is wrong. */
    private static final List<String> WITHOUT_ACTION = List.of(
            "{\"user\":\"" + "u".repeat(MOST_CHARACTERS) + "\"}",
            "{\"user\":\"0\"}",
            "{\"user\":\"null\"}",
            "{\"user\":\"O'Hara; <b>\\\"\\/\\\\\"}",
            "{\"user\":\"a\\nb\\u0000\\u007f\"}",
            "{\"user\":\"a\",\"amount\":1}",
            "{\"user\":\"a\",\"Action\":\"buy\",\"amount\":1}",
            "{\"user\":\"a\",\"action\":\"buy\",\"action\":null,\"amount\":1}");

    private static final List<String> WITHOUT_AMOUNT = List.of(
            "{\"user\":\"a\",\"action\":\"buy\"}",
            "{\"user\":\"a\",\"action\":\"buy\",\"AMOUNT\":1}",
            "{\"user\":\"a\",\"action\":\"buy\",\"amount\":1,\"amount\":null}");

    private static final List<String> BAD_TYPES = List.of(
            "null",
            "5",
            "\"\"",
            "\"event\"",
            "\"Balance\"",
            "\" balance\"",
            "\"balance\\u0000\"",
            "\"toString\"",
            "\"constructor\"",
            "\"__proto__\"",
            "[]",
            "[\"balance\"]",
            "[\"health\"]",
            "{\"a\":1}",
            "true",
            "\"balance\",\"type\":\"x\"");

    /** Each of these has no type, and a user. */
    private static final List<String> UNTYPED = List.of(
            "{\"Type\":\"x\",\"user\":\"a\"}",
            "{\"type \":\"x\",\"user\":\"a\"}",
            "{\"note\":{\"type\":\"x\"},\"user\":\"a\"}",
            "{\"__proto__\":{\"type\":\"x\"},\"user\":\"a\"}");

    private RequestItems() {}

    static void accepted(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            for (String event : JsonItems.events(server.user("anna"))) {
                client.send(event + "\n").expect(Replies.ACCEPTED);
            }
        }
    }

    static void invalidRequest(Examinee server) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        pairs.add(Pair.of("[1]", Replies.NOT_AN_OBJECT));
        pairs.add(Pair.of("[" + EVENT + "]", Replies.NOT_AN_OBJECT));
        pairs.add(Pair.of("\"" + EVENT.replace("\"", "\\\"") + "\"", Replies.NOT_AN_OBJECT));
        pairs.addAll(Pair.each(WITHOUT_USER, Replies.BAD_USER));
        pairs.addAll(Pair.each(WITHOUT_ACTION, Replies.BAD_ACTION));
        for (String action : List.of(
                "BUY", " buy", "sell\\n", "buy\\u0000", "toString", "constructor", "__proto__", "buyer", "bu")) {
            pairs.add(Pair.of(EVENT.replace("\"buy\"", "\"" + action + "\""), Replies.BAD_ACTION));
        }
        pairs.addAll(Pair.each(WITHOUT_AMOUNT, Replies.BAD_AMOUNT));
        for (String amount : List.of(
                "0",
                "-1",
                "-0",
                "1000000001",
                "4294967301",
                "9".repeat(400),
                "9223372036854775808",
                "18446744073709551621")) {
            pairs.add(Pair.of(EVENT.replace("1}", amount + "}"), Replies.BAD_AMOUNT));
        }
        try (ExamClient client = server.connect()) {
            JsonItems.expectEach(client, pairs);
        }
    }

    static void type(Examinee server) throws IOException {
        String badType = Replies.badType(server.stage());
        String typed = server.user("typed");
        try (ExamClient client = server.connect()) {
            for (String type : BAD_TYPES) {
                client.send("{\"type\":" + type + ",\"user\":\"a\"}\n").expect(badType);
                client.send("{\"user\":\"" + typed + "\",\"action\":\"buy\",\"amount\":1,\"type\":" + type + "}\n")
                        .expect(badType);
            }
            client.send("{\"\\u0074ype\":\"x\",\"user\":\"a\"}\n").expect(badType);
            for (String line : UNTYPED) {
                client.send(line + "\n").expect(Replies.BAD_ACTION);
            }
            if (server.stage() >= 4) {
                client.send(Requests.balanceOf(typed) + "\n").expect(Replies.balance(0));
            }
        }
    }

    static void most(Examinee server) throws IOException {
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
            client.send(Requests.sell(user, 1_000_000_001) + "\n").expect(Replies.BAD_AMOUNT);
            if (server.stage() >= 4) {
                client.await(Requests.balanceOf(user), Replies.balance(1_000_000_000));
            }
        }
    }

    static void noCoercion(Examinee server) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (String amount :
                List.of("\"100\"", "100.0", "1e2", "true", "null", "[1]", "{}", "100.0,\"x\":{\"amount\":5}")) {
            pairs.add(Pair.of("{\"user\":\"a\",\"action\":\"buy\",\"amount\":" + amount + "}", Replies.BAD_AMOUNT));
        }
        for (String action : List.of("1", "true", "null", "[\"buy\"]", "{\"buy\":1}")) {
            pairs.add(Pair.of("{\"user\":\"a\",\"action\":" + action + ",\"amount\":1}", Replies.BAD_ACTION));
        }
        for (String user : List.of("5", "0", "null", "true", "[\"a\"]", "{\"a\":\"b\"}")) {
            pairs.add(Pair.of("{\"user\":" + user + ",\"action\":\"buy\",\"amount\":1}", Replies.BAD_USER));
        }
        // It is the amount that is to be an integer, wherever it stands and however its name is written.
        String other =
                "{\"price\":1.5,\"n\":{\"amount\":1e1},\"user\":\"" + server.user("nia") + "\",\"action\":\"buy\"";
        for (String name : List.of("amount", "\\u0061mount")) {
            int bought = name.equals("amount") ? 5 : 10;
            pairs.add(Pair.of(
                    other + ",\"" + name + "\":5}", server.stage() == 4 ? Replies.balance(bought) : Replies.ACCEPTED));
        }
        try (ExamClient client = server.connect()) {
            JsonItems.expectEach(client, pairs);
        }
    }
}
