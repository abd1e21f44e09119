package tenstages.loadgen.exam;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

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

    private BalanceItems() {}

    private static void applied(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send(Requests.buy("ada", 100) + "\n").expect(Replies.balance(100));
            client.send(Requests.sell("ada", 250) + "\n").expect(Replies.balance(-150));
            client.send(Requests.balanceOf("ada") + "\n").expect(Replies.balance(-150));
            long sum = 0;
            for (String event : JsonItems.events("bea")) {
                sum += 5;
                client.send(event + "\n").expect(Replies.balance(sum));
            }
        }
    }

    private static void unknownUser(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send(Requests.balanceOf("nobody") + "\n").expect(Replies.balance(0));
        }
    }

    private static void query(Examinee server) throws IOException {
        String badUser = Replies.BAD_USER;
        try (ExamClient client = server.connect()) {
            client.send("{\"user\":\"nobody\",\"note\":1,\"type\":\"balance\"}\n")
                    .expect(Replies.balance(0));
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
            reader.await(Requests.balanceOf("cleo"), Replies.balance(25));
        }
    }

    private static void errors(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.ask(Requests.buy("dora", 3));
            client.ask("{\"user\":\"dora\",\"action\":\"buy\",\"amount\":-5}");
            client.ask("{\"user\":\"dora\",\"action\":\"buy\",\"amount\":5} x");
            client.ask("{\"user\":\"dora\",\"action\":\"give\",\"amount\":5}");
            client.ask(Requests.sell("dora", 1));
            client.await(Requests.balanceOf("dora"), Replies.balance(2));
        }
    }
}
