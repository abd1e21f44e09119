package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.Await.Question;
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
                    Map.of("--work-ms", "20"),
                    BalanceItems::applied),
            new ExamItem(
                    "s04.unknown-user",
                    4,
                    10,
                    "a user never seen has balance 0, however like another one, and one user is one, however written",
                    Map.of(),
                    BalanceItems::unknownUser),
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
                    "s04.many-clients",
                    4,
                    10,
                    "clients that change the same balances at the same time lose nothing",
                    Map.of("--queue", "100000"),
                    BalanceItems::manyClients),
            new ExamItem(
                    "s04.errors-change-nothing",
                    4,
                    10,
                    "a line that is refused changes no balance",
                    Map.of(),
                    BalanceItems::errors),
            new ExamItem(
                    "s04.big-balance",
                    4,
                    10,
                    "a balance beyond 32 bits is exact, and events are applied after it",
                    Map.of(),
                    BalanceItems::bigBalance),
            new ExamItem(
                    "s04.split-character",
                    4,
                    10,
                    "a user whose name arrives byte by byte is the same user",
                    Map.of(),
                    BalanceItems::splitCharacter),
            new ExamItem(
                    "s04.hang-up",
                    4,
                    10,
                    "an event counts once or not at all, though its client hangs up",
                    Map.of(),
                    BalanceItems::hangUp));

    private static final long BILLION = 1_000_000_000;
    /** The bits that begin a character of several bytes. */
    private static final int FIRST_OF_MANY = 0xC0;

    private static final Duration READING_TIME = Duration.ofMillis(100);
    private static final Duration MOMENT = Duration.ofMillis(15);
    private static final Duration SETTLING_TIME = Duration.ofMillis(100);
    private static final int WRITERS = 8;
    private static final int USERS = 20;
    private static final int EVENTS_OF_ALL = 600;
    private static final int CLIENTS = 20;
    private static final int EVENTS = 50;

    private BalanceItems() {}

    private static void applied(Examinee server) throws IOException {
        String ada = server.user("ada");
        try (ExamClient client = server.connect()) {
            client.send(Requests.buy(ada, 100) + "\n").expect(Replies.balance(100));
            client.send(Requests.sell(ada, 250) + "\n").expect(Replies.balance(-150));
            client.send(Requests.balanceOf(ada) + "\n").expect(Replies.balance(-150));
            long sum = 0;
            for (String event : JsonItems.events(server.user("bea"))) {
                sum += 5;
                client.send(event + "\n").expect(Replies.balance(sum));
            }
        }
        appliedInOrder(server);
    }

    /** What comes while an event is worked on, an error or the end of the input, does not overtake its reply. */
    private static void appliedInOrder(Examinee server) throws IOException {
        String event = Requests.buy(server.user("carl"), 1) + "\n";
        try (ExamClient client = server.connect()) {
            client.send(event + event);
            client.hears(MOMENT);
            client.send("not JSON\n" + event).endInput();
            client.expect(Replies.balance(1))
                    .expect(Replies.balance(2))
                    .expect(Replies.INVALID_JSON)
                    .expect(Replies.balance(3))
                    .expectEnd();
        }
    }

    private static void unknownUser(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send(Requests.balanceOf("nobody") + "\n").expect(Replies.balance(0));
            for (Lookalike each : Lookalike.all(server.user(""))) {
                client.send(Requests.buy(each.user(), 5) + "\n")
                        .expect(server.stage() == 4 ? Replies.balance(5) : Replies.ACCEPTED);
                client.await(Requests.balanceOf(each.user()), Replies.balance(5));
                for (String same : each.same()) {
                    client.send(Requests.balanceOf(same) + "\n").expect(Replies.balance(5));
                }
                for (String other : each.others()) {
                    String question = Requests.balanceOf(other) + "\n";
                    String reply = client.send(question).reply();
                    if (!reply.equals(Replies.balance(0))) {
                        throw new ExamFailure(
                                "this user has bought nothing; " + Evidence.shown(each.user()) + " has 5",
                                Evidence.different(
                                        question.getBytes(UTF_8),
                                        Replies.balance(0).getBytes(UTF_8),
                                        reply.getBytes(UTF_8)),
                                null);
                    }
                }
            }
        }
        namesOfTheLanguage(server);
    }

    /** These cannot have a suffix, so somebody may have bought something by them before. */
    private static void namesOfTheLanguage(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            for (String name : List.of("__proto__", "constructor", "toString")) {
                long before = balance(client.ask(Requests.balanceOf(name)));
                client.ask(Requests.buy(name, 5));
                client.await(Requests.balanceOf(name), Replies.balance(before + 5));
            }
        }
    }

    private static void query(Examinee server) throws IOException {
        try (ExamClient client = server.connect()) {
            client.send("{\"user\":\"nobody\",\"note\":1,\"type\":\"balance\"}\n")
                    .expect(Replies.balance(0));
            client.send("{\"type\":\"balance\"}\n").expect(Replies.BAD_USER);
            for (String bad : List.of("5", "null", "\"\"", "\" \"", "[\"a\"]", "\"" + "u".repeat(129) + "\"")) {
                client.send("{\"type\":\"balance\",\"user\":" + bad + "}\n").expect(Replies.BAD_USER);
            }
            client.send("{\"type\":\"no such type\",\"user\":\"a\"}\n").expect(Replies.badType(server.stage()));
        }
    }

    private static void shared(Examinee server) throws IOException {
        String cleo = server.user("cleo");
        try (ExamClient writer = server.connect();
                ExamClient reader = server.connect()) {
            for (String event : JsonItems.events(cleo)) {
                writer.send(event + "\n").reply();
            }
            if (server.stage() == 4) {
                reader.send(Requests.balanceOf(cleo) + "\n").expect(Replies.balance(25));
            } else {
                reader.await(Requests.balanceOf(cleo), Replies.balance(25));
            }
        }
    }

    /**
     * All send before any reply is read. Half of the events are one user's, and each user's first one comes eight
     * times.
     */
    private static void manyClients(Examinee server) throws IOException {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < EVENTS_OF_ALL; i++) {
            events.append(Requests.buy(pooled(server, i), 1)).append('\n');
        }
        List<ExamClient> clients = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            clients.add(server.connect());
        }
        for (ExamClient client : clients) {
            client.send(events.toString());
        }
        Map<String, Ledger> ledgers = new TreeMap<>();
        for (ExamClient client : clients) {
            for (int i = 0; i < EVENTS_OF_ALL; i++) {
                ledgers.computeIfAbsent(pooled(server, i), user -> new Ledger()).answered(1, client.reply());
            }
        }
        for (Map.Entry<String, Ledger> user : ledgers.entrySet()) {
            String right = Replies.balance(user.getValue().least());
            clients.get(0).await(Requests.balanceOf(user.getKey()), right);
        }
    }

    private static String pooled(Examinee server, int number) {
        return server.user("pool" + (number % 2 == 0 ? 0 : number % USERS));
    }

    private static void errors(Examinee server) throws IOException {
        String dora = server.user("dora");
        try (ExamClient client = server.connect()) {
            client.ask(Requests.buy(dora, 3));
            client.ask("{\"user\":\"" + dora + "\",\"action\":\"buy\",\"amount\":-5}");
            client.ask("{\"user\":\"" + dora + "\",\"action\":\"buy\",\"amount\":5} x");
            client.ask("{\"user\":\"" + dora + "\",\"action\":\"give\",\"amount\":5}");
            client.ask(Requests.sell(dora, 1));
            client.await(Requests.balanceOf(dora), Replies.balance(2));
        }
    }

    private static void bigBalance(Examinee server) throws IOException {
        String rich = server.user("rich");
        try (ExamClient client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                client.ask(Requests.buy(rich, BILLION));
            }
            client.await(Requests.balanceOf(rich), Replies.balance(3 * BILLION));
            client.ask(Requests.sell(rich, 1));
            client.await(Requests.balanceOf(rich), Replies.balance(3 * BILLION - 1));
        }
    }

    private static void splitCharacter(Examinee server) throws IOException {
        String user = server.user("gr\u00fc\u00dfe-\ud83d\ude00");
        try (ExamClient client = server.connect()) {
            for (byte each : (Requests.buy(user, 5) + "\n").getBytes(UTF_8)) {
                client.send(new byte[] {each});
                if ((each & FIRST_OF_MANY) == FIRST_OF_MANY) {
                    // Behind a part of a character, time enough that the server reads it alone.
                    client.hears(READING_TIME);
                }
            }
            client.reply();
            client.await(Requests.balanceOf(user), Replies.balance(5));
        }
    }

    /** Each client reads only the first replies: of the other events nobody knows what became of them. */
    private static void hangUp(Examinee server) throws IOException {
        String user = server.user("hugo");
        Ledger ledger = new Ledger();
        for (int answered = 0; answered < CLIENTS; answered++) {
            ExamClient client = server.connect();
            client.send((Requests.buy(user, 3) + "\n").repeat(EVENTS));
            for (int i = 0; i < answered; i++) {
                ledger.answered(3, client.reply());
            }
            ledger.unanswered(3, EVENTS - answered);
            client.reset();
        }
        try (ExamClient client = server.connect()) {
            Question<Long> balance = () -> balance(client.ask(Requests.balanceOf(user)));
            Await.answer(server.patience(), balance, now -> now >= ledger.least());
            ledger.check(settled(client, balance));
        }
    }

    /** The balance when it does not change any more: an event that nobody waits for may be on its way still. */
    private static long settled(ExamClient client, Question<Long> balance) throws IOException {
        long before;
        long now = balance.ask();
        do {
            client.hears(SETTLING_TIME);
            before = now;
            now = balance.ask();
        } while (now != before);
        return now;
    }

    private static long balance(String reply) {
        return Replies.readBalance(reply)
                .orElseThrow(() ->
                        new ExamFailure("a balance was asked for, and the reply is " + Evidence.shown(reply), null));
    }
}
