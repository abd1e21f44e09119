package tenstages.loadgen.exam;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The server remembers. */
final class BalanceItems {
    static final List<ExamItem> ALL = List.of(
            new ExamItem(
                    "s04.applied",
                    4,
                    4,
                    "an event is applied before its reply, which tells the balance",
                    Map.of(),
                    BalanceItems::applied),
            new ExamItem(
                    "s04.unknown-user", 4, 10, "a user never seen has balance 0", Map.of(), BalanceItems::unknownUser),
            new ExamItem(
                    "s04.query",
                    4,
                    10,
                    "a balance query needs a user and knows its type",
                    Map.of(),
                    BalanceItems::query),
            new ExamItem(
                    "s04.shared", 4, 10, "what one client changes, another one sees", Map.of(), BalanceItems::shared),
            new ExamItem(
                    "s04.errors-change-nothing",
                    4,
                    10,
                    "a line that is refused changes no balance",
                    Map.of(),
                    BalanceItems::errors));

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private BalanceItems() {}

    private static void applied(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send(Wire.buy("ada", 100) + "\n").expect(Wire.balance(100));
            client.send(Wire.sell("ada", 250) + "\n").expect(Wire.balance(-150));
            client.send(Wire.balanceOf("ada") + "\n").expect(Wire.balance(-150));
            long sum = 0;
            for (String event : JsonItems.events("bea")) {
                sum += 5;
                client.send(event + "\n").expect(Wire.balance(sum));
            }
        }
    }

    private static void unknownUser(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send(Wire.balanceOf("nobody") + "\n").expect(Wire.balance(0));
        }
    }

    private static void query(Examinee server) throws IOException {
        String badUser = Wire.invalidRequest("user: must be a string of 1 to 128 characters, not blank");
        try (ExamClient client = server.connect()) {
            client.send("{\"user\":\"nobody\",\"note\":1,\"type\":\"balance\"}\n")
                    .expect(Wire.balance(0));
            client.send("{\"type\":\"balance\"}\n").expect(badUser);
            client.send("{\"type\":\"balance\",\"user\":5}\n").expect(badUser);
            String reply = client.ask("{\"type\":\"no such type\",\"user\":\"a\"}");
            if (!reply.startsWith("{\"status\":\"error\",\"reason\":\"invalid_request\",\"detail\":\"type: ")) {
                throw new ExamFailure(
                        "an unknown type must be an invalid_request that names it, and was answered " + reply);
            }
        }
    }

    private static void shared(Examinee server) throws IOException {
        try (ExamClient writer = server.connect();
                ExamClient reader = server.connect()) {
            for (String event : JsonItems.events("cleo")) {
                writer.send(event + "\n").reply();
            }
            awaitBalance(reader, "cleo", 25);
        }
    }

    private static void errors(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.ask(Wire.buy("dora", 3));
            client.ask("{\"user\":\"dora\",\"action\":\"buy\",\"amount\":-5}");
            client.ask("{\"user\":\"dora\",\"action\":\"buy\",\"amount\":5} x");
            client.ask("{\"user\":\"dora\",\"action\":\"give\",\"amount\":5}");
            client.ask(Wire.sell("dora", 1));
            awaitBalance(client, "dora", 2);
        }
    }

    /** Polls until the balance is right; an accepted event may be applied later. */
    static void awaitBalance(ExamClient client, String user, long expected) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String reply = client.ask(Wire.balanceOf(user));
        while (!reply.equals(Wire.balance(expected)) && System.nanoTime() - deadline < 0) {
            client.hears(Duration.ofMillis(5));
            reply = client.ask(Wire.balanceOf(user));
        }
        if (!reply.equals(Wire.balance(expected))) {
            throw new ExamFailure("the balance of " + user + " must become " + expected + ", and is " + reply);
        }
    }
}
