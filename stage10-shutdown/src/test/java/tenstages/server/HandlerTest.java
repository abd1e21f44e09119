package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HandlerTest {
    private final Metrics metrics = new Metrics();
    private final AtomicReference<Metrics.Snapshot> atOffer = new AtomicReference<>();

    /** Room for one event. It looks at the counters when an event is offered. */
    private final BlockingQueue<Request.Event> queue = new ArrayBlockingQueue<>(1) {
        @Override
        public boolean offer(Request.Event event) {
            atOffer.set(metrics.snapshot());
            return super.offer(event);
        }
    };

    private final Handler handler = new Handler(AnyBalances.with(SimulatedWork.ofMillis(0)), queue, metrics);

    @Test
    void anEventIsCountedAsReceivedBeforeItIsOffered() throws Exception {
        assertThat(reply("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}")).contains("accepted");
        assertThat(atOffer.get()).isEqualTo(new Metrics.Snapshot(1, 0, 0, 0));
    }

    @Test
    void anEventThatFindsNoRoomIsCountedAsDroppedAfterwards() throws Exception {
        reply("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}");
        assertThat(reply("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}")).contains("server_busy");
        assertThat(atOffer.get()).isEqualTo(new Metrics.Snapshot(2, 0, 0, 0));
        assertThat(metrics.snapshot()).isEqualTo(new Metrics.Snapshot(2, 0, 1, 0));
    }

    @Test
    void oneThatRefusesOffersNoEventAndAnswersQueries() throws Exception {
        handler.refuseEvents();
        assertThat(reply("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}")).contains("shutting_down");
        assertThat(atOffer.get()).isNull();
        assertThat(reply("{\"type\":\"health\"}")).isEqualTo("{\"status\":\"draining\"}");
        assertThat(reply("{\"type\":\"balance\",\"user\":\"ada\"}")).contains("\"balance\":0");
        assertThat(reply("{\"type\":\"metrics\"}"))
                .isEqualTo("{\"received\":1,\"processed\":0,\"dropped\":1,\"pending\":0,\"failed\":0}");
    }

    private String reply(String line) throws BadRequest {
        return handler.handle(line.getBytes(UTF_8)).toString();
    }
}
