package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;

/** The pain before is gone: the event loop never works. The pain of this stage: one worker does all of it. */
@Timeout(60)
class BackpressureTest {
    private static final int QUEUE = 3;
    private static final String BUY = "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}";
    private static final String BALANCE = "{\"type\":\"balance\",\"user\":\"ada\"}";

    @Test
    void whileAnEventWorksTheEventLoopServesEverybodyAndAFullQueueSaysSo() throws Exception {
        Gate work = new Gate();
        Balances balances = new Balances(work);
        BlockingQueue<Request.Event> queue = new ArrayBlockingQueue<>(QUEUE);
        new Workers(1, queue, balances).start();
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), new Handler(balances, queue));
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
}
