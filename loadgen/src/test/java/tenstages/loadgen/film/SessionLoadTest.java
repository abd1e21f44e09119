package tenstages.loadgen.film;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.model.ScriptedServer;
import tenstages.loadgen.protocol.Onlooker;
import tenstages.loadgen.protocol.Requests;

/** The clients of a session do what its knobs say. */
@Timeout(60)
class SessionLoadTest {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Knobs NOTHING = new Knobs(0, 0, 1, 0, 0, 0, 0);

    /** How many clients of each name are there, and how many replies they got. */
    private final Map<String, AtomicInteger> there = new ConcurrentHashMap<>();

    private final AtomicInteger accepted = new AtomicInteger();
    private final Map<String, AtomicInteger> users = new ConcurrentHashMap<>();
    private final ScriptedServer server = ScriptedServer.talking(client -> {
        for (String line = client.read(); line != null; line = client.read()) {
            users.computeIfAbsent(line.replaceAll(".*\"user\":\"(\\w+)\".*", "$1"), user -> new AtomicInteger())
                    .incrementAndGet();
            client.say(ScriptedServer.ACCEPTED);
        }
    });
    private final SessionLoad load = new SessionLoad(NOTHING, this::come);

    SessionLoadTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        load.close();
        server.close();
    }

    @Test
    void asManyClientsComeAsTheKnobSaysAndLeaveAgain() {
        load.load(server.address());
        load.turn(NOTHING.with("connections", 7).with("silent", 1));
        await().until(() -> count("") == 7 && count("is silent") == 1 && server.clients() == 8);
        load.turn(NOTHING.with("connections", 2));
        await().until(() -> count("") == 2 && count("is silent") == 0);
        load.load(null);
        await().until(() -> count("") == 0);
    }

    @Test
    void eventsComeAtTheRateAndTheHotUserHasItsShare() {
        load.load(server.address());
        load.turn(NOTHING.with("connections", 3)
                .with("rate", 500)
                .with("users", 50)
                .with("hot", 50));
        await().until(() -> accepted.get() > 200);
        int all = users.values().stream().mapToInt(AtomicInteger::get).sum();
        assertThat(users.get("user0").get()).isBetween(all / 4, all * 3 / 4);
        assertThat(users).hasSizeGreaterThan(10).hasSizeLessThanOrEqualTo(50);
    }

    /** A line has fifty bytes, and a byte comes each fifth of a second. */
    @Test
    void whoDribblesSendsAByteAndWhoIsDeafAsks() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(PATIENCE_MILLIS);
            load.load((InetSocketAddress) listener.getLocalSocketAddress());
            load.turn(NOTHING.with("dribbling", 1));
            try (Socket dribbles = listener.accept()) {
                dribbles.setSoTimeout(PATIENCE_MILLIS);
                byte[] bytes = new byte[100];
                int count = dribbles.getInputStream().read(bytes);
                count += dribbles.getInputStream().read(bytes, count, 50);
                assertThat(new String(bytes, 0, count, UTF_8)).startsWith("{\"").doesNotContain("}");
            }
            load.turn(NOTHING.with("deaf", 1));
            try (Socket deaf = listener.accept()) {
                deaf.setSoTimeout(PATIENCE_MILLIS);
                BufferedReader in = new BufferedReader(new InputStreamReader(deaf.getInputStream(), UTF_8));
                assertThat(in.readLine()).isEqualTo(Requests.balanceOf("user0"));
                assertThat(in.readLine()).as("without a reply").isNotNull();
            }
        }
    }

    @Test
    void whoIsSentAwayComesBack() throws IOException {
        try (ScriptedServer unkind = ScriptedServer.answering(number -> null)) {
            load.load(unkind.address());
            load.turn(NOTHING.with("connections", 1).with("rate", 100));
            await().until(() -> unkind.clients() > 1);
        }
    }

    @Test
    void aKnobHasItsEnds() {
        assertThatThrownBy(() -> NOTHING.with("rate", 2001)).hasMessage("rate: must be from 0 to 2000, and not 2001");
        assertThatThrownBy(() -> NOTHING.with("users", 0)).hasMessage("users: must be from 1 to 200, and not 0");
        assertThatThrownBy(() -> NOTHING.with("speed", 1)).hasMessage("there is no speed");
        assertThat(NOTHING.with("hot", 5).line())
                .isEqualTo("load connections=0 rate=0 users=1 hot=5 dribbling=0 deaf=0 silent=0");
    }

    private int count(String name) {
        return there.getOrDefault(name, new AtomicInteger()).get();
    }

    private Onlooker come(String name) {
        AtomicInteger count = there.computeIfAbsent(name, each -> new AtomicInteger());
        count.incrementAndGet();
        return new Onlooker() {
            private boolean gone;

            @Override
            public void heard(Heard what) {
                accepted.addAndGet(what == Heard.ACCEPTED ? 1 : 0);
            }

            @Override
            public void left() {
                count.addAndGet(gone ? 0 : -1);
                gone = true;
            }
        };
    }
}
