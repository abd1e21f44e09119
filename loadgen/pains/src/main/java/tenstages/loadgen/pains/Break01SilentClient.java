package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.LineClient;

/** 1: a client that connects and says nothing, and 19 that ask. */
final class Break01SilentClient {
    private static final int ORDINARY = 19;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String ANSWERED = "answered within 2 s";
    private static final String RECOVERED = "answered once the silent one left";

    static final Scenario SCENARIO = new Scenario(
            1,
            Side.stage(1),
            Side.stage(2),
            "one silent client freezes everybody",
            "The server reads from one client until it leaves, so a client that says nothing keeps all others waiting. "
                    + "With a selector one thread waits for all sockets at once and serves whichever is ready.",
            "Clients no longer wait for each other.",
            "The server believes every byte it is sent.",
            new Excerpt("EventLoop.java", "void run() throws IOException {"),
            Map.of(),
            List.of(
                    new Claim(ANSWERED, "0 of 19", n -> n == 0, "19 of 19", (before, after) -> after == ORDINARY),
                    new Claim(
                            RECOVERED,
                            "19 of 19",
                            n -> n == ORDINARY,
                            "19 of 19",
                            (before, after) -> after == ORDINARY)),
            "clients answered, of 19",
            2,
            false,
            Break01SilentClient::run);

    private Break01SilentClient() {}

    private static Outcome run(Bench bench) throws IOException {
        Server server = bench.start();
        List<LineClient> clients = new ArrayList<>();
        try {
            LineClient silent = Questions.connect(server);
            clients.add(silent);
            for (int i = 0; i < ORDINARY; i++) {
                clients.add(Questions.connect(server).send("hello\n"));
            }
            List<LineClient> waiting = new ArrayList<>(clients.subList(1, clients.size()));
            int atOnce = Questions.hearAnswers(waiting, "hello"::equals, PATIENCE);
            silent.close();
            int afterwards = atOnce + Questions.hearAnswers(waiting, "hello"::equals, Await.PATIENCE);
            return new Outcome()
                    .bar("within 2 s", ANSWERED, atOnce, atOnce + " of " + ORDINARY)
                    .bar("once the silent one left", RECOVERED, afterwards, afterwards + " of " + ORDINARY);
        } finally {
            for (LineClient client : clients) {
                client.close();
            }
        }
    }
}
