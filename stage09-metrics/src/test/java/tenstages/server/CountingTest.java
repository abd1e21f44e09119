package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;

/** The pain before is gone: the server can tell. The pain of this stage: when it ends, accepted events are lost. */
@Timeout(60)
class CountingTest {
    private static final String BUY = "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}";
    private static final String METRICS = "{\"type\":\"metrics\"}";

    private final Metrics metrics = new Metrics();
    private final BlockingQueue<Request.Event> queue = new ArrayBlockingQueue<>(2);

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
    void whenTheServerEndsWhatItAcceptedIsLost() throws Exception {
        try (RunningServer server = start(new Gate());
                LineClient client = server.connect()) {
            assertThat(client.ask(BUY)).contains("accepted");
            assertThat(client.ask(BUY)).contains("accepted");
        }
        assertThat(metrics.snapshot().pending()).isEqualTo(2);
    }

    private RunningServer start(SimulatedWork work) throws Exception {
        Balances balances = AnyBalances.with(work);
        new Workers(1, queue, balances, metrics).start();
        return new RunningServer(Config.of("--port", "0"), new Handler(balances, queue, metrics));
    }
}
