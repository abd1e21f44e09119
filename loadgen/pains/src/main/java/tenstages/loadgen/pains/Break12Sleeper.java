package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.LineClient;

/** 12: over HTTP, a client that asks for what takes five seconds, and 19 that ask for what takes nothing. */
final class Break12Sleeper {
    private static final int ORDINARY = 19;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String ANSWERED = "answered within 2 s";
    private static final String RECOVERED = "answered once the sleeper was";

    static final Scenario SCENARIO = new Scenario(
            12,
            Side.BLOCKING_HTTP,
            Side.HTTP,
            "one sleeper freezes everybody",
            "One thread does what is asked before it looks at the next client, so /fast waits for /sleep. Here a "
                    + "worker sleeps, and the event loop answers everybody else meanwhile.",
            "A request does not wait for that of another client.",
            "On one connection it still does: HTTP/1.1 answers in order.",
            new Excerpt("Handler.java", "private Reply offer(Request.Sleep sleep) {"),
            Map.of("--workers", "4"),
            List.of(
                    new Claim(ANSWERED, "0 of 19", n -> n == 0, "19 of 19", (before, after) -> after == ORDINARY),
                    new Claim(
                            RECOVERED,
                            "19 of 19",
                            n -> n == ORDINARY,
                            "19 of 19",
                            (before, after) -> after == ORDINARY)),
            "clients answered, of 19",
            6,
            false,
            Break12Sleeper::run);

    private Break12Sleeper() {}

    private static Outcome run(Bench bench) throws IOException {
        Server server = bench.start();
        List<LineClient> clients = new ArrayList<>();
        try {
            LineClient sleeper = Questions.connect(server).send(get("/sleep"));
            clients.add(sleeper);
            for (int i = 0; i < ORDINARY; i++) {
                clients.add(Questions.connect(server).send(get("/fast")));
            }
            List<LineClient> waiting = new ArrayList<>(clients.subList(1, clients.size()));
            int atOnce = Questions.hearAnswers(waiting, Break12Sleeper::isOk, PATIENCE);
            sleeper.timeout(Await.PATIENCE);
            boolean woken = isOk(sleeper.readLine());
            int afterwards = woken ? atOnce + Questions.hearAnswers(waiting, Break12Sleeper::isOk, Await.PATIENCE) : 0;
            return new Outcome()
                    .bar("within 2 s", ANSWERED, atOnce, atOnce + " of " + ORDINARY)
                    .bar("once the sleeper was", RECOVERED, afterwards, afterwards + " of " + ORDINARY);
        } finally {
            for (LineClient client : clients) {
                client.close();
            }
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static boolean isOk(String firstLine) {
        return firstLine != null && firstLine.startsWith("HTTP/1.1 200 ");
    }
}
