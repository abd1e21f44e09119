package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

class HandlerTest {
    private static final String BUY = "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}";

    private final Metrics metrics = new Metrics();
    private final BlockingQueue<List<Request.Event>> queue = new ArrayBlockingQueue<>(1);
    private final Batches batches = new Batches(queue, 1, 1, new Pace(), metrics);
    private final Balances balances = AnyBalances.with(SimulatedWork.ofMillis(0));
    private final Handler handler = new Handler(balances, batches, metrics);

    @Test
    void anEventIsCountedAsReceivedAndHandedOver() throws Exception {
        assertThat(reply(BUY)).contains("accepted");
        assertThat(metrics.snapshot()).isEqualTo(new Metrics.Snapshot(1, 0, 0, 0));
        assertThat(queue).containsExactly(List.of(new Request.Event("ada", 1)));
    }

    @Test
    void anEventThatFindsNoRoomIsCountedAsDropped() throws Exception {
        reply(BUY);
        assertThat(reply(BUY)).contains("server_busy");
        assertThat(metrics.snapshot()).isEqualTo(new Metrics.Snapshot(2, 0, 1, 0));
        assertThat(queue.remove()).hasSize(1);
    }

    @Test
    void oneThatRefusesOffersNoEventAndAnswersQueries() throws Exception {
        handler.refuseEvents();
        assertThat(reply(BUY)).contains("shutting_down");
        assertThat(queue).isEmpty();
        assertThat(reply("{\"type\":\"health\"}")).isEqualTo("{\"status\":\"draining\"}");
        assertThat(reply("{\"type\":\"balance\",\"user\":\"ada\"}")).contains("\"balance\":0");
        assertThat(reply("{\"type\":\"metrics\"}"))
                .isEqualTo("{\"received\":1,\"processed\":0,\"dropped\":1,\"pending\":0,\"failed\":0}");
    }

    /** The way of the few: what is no plain event is read as in the last stage. */
    @Test
    void anEventThatIsNotPlainIsOneAllTheSame() throws Exception {
        assertThat(reply("{\"user\":\"zoë\",\"action\":\"sell\",\"amount\":2,\"note\":[1]}"))
                .contains("accepted");
        assertThat(queue).containsExactly(List.of(new Request.Event("zoë", -2)));
    }

    /** A tree for each line would be 1,700 bytes. */
    @Test
    void anEventCostsLittleMemory() throws Exception {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        handler.refuseEvents();
        Line line = line(BUY);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            handler.handle(line);
        }
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 10_000).isLessThan(400);
    }

    private String reply(String line) throws BadRequest {
        return handler.handle(line(line)).toString();
    }

    private static Line line(String text) {
        byte[] bytes = (text + "\n").getBytes(UTF_8);
        return new Line(bytes, 0, bytes.length - 1);
    }
}
