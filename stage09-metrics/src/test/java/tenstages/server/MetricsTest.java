package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.wire.LineClient;

/** The pain before is gone: the server can tell. The pain of this stage: when it ends, accepted events are lost. */
@Timeout(60)
class MetricsTest {
    private static final SimulatedWork NONE = SimulatedWork.ofMillis(0);
    private static final String BUY = "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}";
    private static final String METRICS = "{\"type\":\"metrics\"}";

    private final Metrics metrics = new Metrics();
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(2);

    @Test
    void pendingIsNeverNegativeWhileEverythingIsCounted() throws Exception {
        BlockingQueue<Integer> events = new LinkedBlockingQueue<>(100);
        int count = 300_000;
        Thread receiver = new Thread(() -> {
            for (int i = 0; i < count; i++) {
                metrics.eventReceived();
                if (!events.offer(i)) {
                    metrics.eventDropped();
                }
            }
        });
        Runnable processing = () -> {
            while (receiver.isAlive() || !events.isEmpty()) {
                if (events.poll() != null) {
                    metrics.eventProcessed();
                }
            }
        };
        Thread[] threads = {receiver, new Thread(processing), new Thread(processing)};
        for (Thread thread : threads) {
            thread.start();
        }
        while (receiver.isAlive()) {
            assertThat(metrics.snapshot().pending()).isNotNegative();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(metrics.snapshot().received()).isEqualTo(count);
        assertThat(metrics.snapshot().pending()).isZero();
    }

    @Test
    void theCountersAreWhatTheClientCounts() throws Exception {
        Gate work = new Gate();
        try (RunningServer server = start(work);
                LineClient client = server.connect()) {
            client.ask(BUY);
            work.awaitArrivals(1);
            client.ask(BUY);
            client.ask(BUY);
            assertThat(client.ask(BUY)).contains("server_busy");
            client.ask("no event at all");
            assertThat(client.ask(METRICS))
                    .isEqualTo("{\"received\":4,\"processed\":0,\"dropped\":1,\"pending\":3,\"failed\":0}");

            work.open();

            await().until(() -> client.ask(METRICS)
                    .equals("{\"received\":4,\"processed\":3,\"dropped\":1,\"pending\":0,\"failed\":0}"));
        }
    }

    @Test
    void anEventThatThrowsIsCountedAsFailed() throws Exception {
        SimulatedWork fails = () -> {
            throw new IllegalStateException("the database is away");
        };
        try (RunningServer server = start(fails);
                LineClient client = server.connect()) {
            client.ask(BUY);
            await().until(() -> client.ask(METRICS)
                    .equals("{\"received\":1,\"processed\":0,\"dropped\":0,\"pending\":0,\"failed\":1}"));
        }
    }

    @Test
    void whenTheServerEndsWhatItAcceptedIsLost() throws Exception {
        try (RunningServer server = start(new Gate());
                LineClient client = server.connect()) {
            assertThat(client.ask(BUY)).contains("accepted");
            assertThat(client.ask(BUY)).contains("accepted");
        }
        assertThat(metrics.snapshot().pending()).isEqualTo(2);
    }

    private RunningServer start(SimulatedWork work) throws Exception {
        Balances balances = new Balances(64, work, NONE, new ContentionStats(System.out, false));
        new Workers(1, queue, balances, metrics).start();
        Config config = new Config("127.0.0.1", 0, 65_536, 0, 2, 10, 1, 0, false, 64);
        return new RunningServer(new Server(config, new Handler(balances, queue, metrics)));
    }
}
