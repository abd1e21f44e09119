package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.wire.LineClient;

/** The pain before is gone: the event loop never works. The pain of this stage: one worker does all of it. */
@Timeout(60)
class BackpressureTest {
    private static final int QUEUE = 3;
    private static final String BUY = "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}";
    private static final String BALANCE = "{\"type\":\"balance\",\"user\":\"ada\"}";

    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(QUEUE);
    private Thread worker;

    @AfterEach
    void endWorker() throws InterruptedException {
        worker.interrupt();
        worker.join();
    }

    @Test
    void whileAnEventWorksTheEventLoopServesEverybodyAndAFullQueueSaysSo() throws Exception {
        Gate work = new Gate();
        try (RunningServer server = start(work, 10);
                LineClient client = server.connect();
                LineClient other = server.connect()) {
            assertThat(client.ask(BUY)).contains("accepted");
            work.awaitArrivals(1);
            for (int i = 0; i < QUEUE; i++) {
                assertThat(client.ask(BUY)).contains("accepted");
            }
            assertThat(client.ask(BUY)).contains("server_busy");
            assertThat(other.ask(BALANCE)).isEqualTo("{\"status\":\"ok\",\"balance\":0}");
            assertThat(work.threads()).as("only one event is worked on").containsExactly("worker-1");

            work.open();

            await().until(() -> other.ask(BALANCE).equals("{\"status\":\"ok\",\"balance\":4}"));
        }
    }

    @Test
    void theWorkerSurvivesAnEventThatFails() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        SimulatedWork failsOnce = () -> {
            if (calls.getAndIncrement() == 0) {
                throw new IllegalStateException("the database is away");
            }
        };
        try (RunningServer server = start(failsOnce, 10);
                LineClient client = server.connect()) {
            client.send((BUY + "\n").repeat(2));
            assertThat(client.readLine()).contains("accepted");
            assertThat(client.readLine()).contains("accepted");
            await().until(() -> client.ask(BALANCE).equals("{\"status\":\"ok\",\"balance\":1}"));
        }
    }

    @Test
    void aClientTooManyIsTurnedAwayAndOneThatLeavesMakesRoom() throws Exception {
        try (RunningServer server = start(SimulatedWork.ofMillis(0), 1);
                LineClient only = server.connect()) {
            only.ask(BALANCE);
            try (LineClient refused = server.connect()) {
                assertThat(refused.readLine()).contains("too_many_connections");
                assertThat(refused.atEnd()).isTrue();
            }
            only.close();
            await().until(() -> isServed(server));
        }
    }

    private static boolean isServed(RunningServer server) throws Exception {
        try (LineClient client = server.connect()) {
            return !client.ask(BALANCE).contains("too_many_connections");
        }
    }

    private RunningServer start(SimulatedWork work, int maxConnections) throws Exception {
        Balances balances = new Balances(work);
        worker = new Thread(new Worker(queue, balances), "worker-1");
        worker.start();
        Config config = new Config("127.0.0.1", 0, 65_536, 0, QUEUE, maxConnections);
        return new RunningServer(new Server(config, new Handler(balances, queue)));
    }
}
