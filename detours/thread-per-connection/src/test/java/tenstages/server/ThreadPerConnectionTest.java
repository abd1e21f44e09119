package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.Requests;

/** Nobody waits for anybody else, and everybody costs a thread, whether it has something to say or not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadPerConnectionTest {
    private static final int CLIENTS = 300;

    @Test
    void eachClientCostsAThreadUntilItLeaves() throws Exception {
        List<LineClient> silent = new ArrayList<>();
        try (RunningServer server = start(SimulatedWork.ofMillis(0))) {
            for (int i = 0; i < CLIENTS; i++) {
                silent.add(server.connect());
            }
            await().until(() -> connectionThreads() == CLIENTS);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("connection-"))
                    .allMatch(Thread::isDaemon);
            for (LineClient client : silent) {
                client.close();
            }
            await().until(() -> connectionThreads() == 0);
        }
    }

    /** Twenty events are at work side by side, though nothing else was built for it. */
    @Test
    void workThatWaitsIsDoneSideBySide() throws Exception {
        Gate work = new Gate();
        List<LineClient> clients = new ArrayList<>();
        try (RunningServer server = start(work)) {
            for (int i = 0; i < 20; i++) {
                clients.add(server.connect().send(Requests.buy("ada", 1) + "\n"));
            }
            work.awaitArrivals(20);
            assertThat(work.threads()).doesNotHaveDuplicates();
            try (LineClient other = server.connect()) {
                assertThat(other.ask(Requests.balanceOf("ada"))).isEqualTo("{\"status\":\"ok\",\"balance\":0}");
            }
            work.open();
            List<String> replies = new ArrayList<>();
            for (LineClient client : clients) {
                replies.add(client.readLine());
                client.close();
            }
            assertThat(replies).doesNotHaveDuplicates().contains("{\"status\":\"ok\",\"balance\":20}");
        }
    }

    /** A failure that nobody expects ends its connection and gives the place back. */
    @Test
    void whatGoesWrongWithOneClientHarmsNoOther() throws Exception {
        Handler failing = new Handler(new Balances(() -> {
            throw new IllegalStateException("the test's own");
        }));
        try (RunningServer server =
                new RunningServer(new Server(Config.of("--port", "0", "--max-connections", "1"), failing))) {
            for (int i = 0; i < 3; i++) {
                try (LineClient client = server.connect().send(Requests.buy("ada", 1) + "\n")) {
                    assertThat(client.atEnd()).isTrue();
                }
            }
            try (LineClient client = server.connect()) {
                assertThat(client.ask(Requests.balanceOf("ada"))).contains("\"balance\":0");
            }
        }
    }

    /** A server whose events cannot be applied. */
    static final class Failing {
        private Failing() {}

        public static void main(String[] args) throws IOException {
            Handler failing = new Handler(new Balances(() -> {
                throw new IllegalStateException("the test's own");
            }));
            Server server = new Server(Config.of("--port", "0"), failing);
            System.out.println("listening on " + server.address());
            server.run();
        }
    }

    @Test
    void whatGoesWrongWithOneClientIsToldWithItsTrace() throws Exception {
        List<String> command =
                List.of(JavaCommand.java(), "-cp", System.getProperty("java.class.path"), Failing.class.getName());
        try (ServerProcess server = ServerProcess.start(command);
                LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
            assertThat(client.send(Requests.buy("ada", 1) + "\n").atEnd()).isTrue();
            await().untilAsserted(() -> assertThat(server.firstErrors())
                    .startsWith(
                            "an unexpected failure closed one connection",
                            "java.lang.IllegalStateException: the test's own")
                    .anyMatch(line -> line.contains("at tenstages.server.Connection.run(Connection.java:")));
        }
    }

    /** A turn ends after a tenth of a millisecond: a reply does not wait for all the work behind it. */
    @Test
    void repliesAreWrittenTurnByTurn() throws Exception {
        Gate first = new Gate();
        Gate second = new Gate();
        Iterator<Gate> gates = List.of(first, second).iterator();
        try (RunningServer server = start(() -> gates.next().perform());
                LineClient client = server.connect()) {
            client.send(Requests.buy("ada", 1) + "\n" + Requests.buy("ada", 1) + "\n");
            first.awaitArrivals(1);
            for (long begun = System.nanoTime(); System.nanoTime() - begun < 1_000_000; ) {
                Thread.onSpinWait();
            }
            first.open();
            second.awaitArrivals(1);
            assertThat(client.readLine()).contains("\"balance\":1}");
            second.open();
            assertThat(client.readLine()).contains("\"balance\":2}");
        }
    }

    @Test
    void changesOfDifferentUsersDoNotLoseEachOther() throws Exception {
        Balances balances = new Balances(SimulatedWork.ofMillis(0));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            threads.add(new Thread(() -> {
                for (int k = 0; k < 5000; k++) {
                    balances.apply(new Request.Event(number + " " + k, 1));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (int i = 0; i < 8; i++) {
            threads.get(i).join();
            for (int k = 0; k < 5000; k++) {
                assertThat(balances.of(i + " " + k)).isEqualTo(1);
            }
        }
    }

    /** One place, and clients one after the other: each has seen the end of the one before. */
    @Test
    void whoHasSeenTheEndFindsItsPlaceFree() throws Exception {
        Handler handler = new Handler(new Balances(SimulatedWork.ofMillis(0)));
        try (RunningServer server =
                new RunningServer(new Server(Config.of("--port", "0", "--max-connections", "1"), handler))) {
            for (int i = 0; i < 500; i++) {
                try (LineClient client = server.connect().send(Requests.balanceOf("ada") + "\n")) {
                    client.endInput();
                    assertThat(client.readLine()).contains("\"balance\":0");
                    assertThat(client.readLine()).isNull();
                }
            }
        }
    }

    private static RunningServer start(SimulatedWork work) throws Exception {
        Handler handler = new Handler(new Balances(work));
        return new RunningServer(new Server(Config.of("--port", "0"), handler));
    }

    private static long connectionThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("connection-"))
                .count();
    }
}
