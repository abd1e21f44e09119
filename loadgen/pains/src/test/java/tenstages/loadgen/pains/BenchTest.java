package tenstages.loadgen.pains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.model.ScriptedServer;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BenchTest {
    /** On a busy machine whoever kills a server under load would kill it too soon otherwise. */
    @Test
    void aLoadHasBegunWhenItIsAnswered() throws IOException {
        AtomicBoolean answering = new AtomicBoolean();
        CountDownLatch others = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.answering(request -> {
            if (request > 0) {
                others.await();
            }
            answering.set(true);
            return ScriptedServer.ACCEPTED;
        })) {
            CompletableFuture<LoadResult> load = Loads.begin(plan(server.address()));
            assertThat(answering).isTrue();
            assertThat(load).isNotDone();
            others.countDown();
            assertThat(Loads.join(load).accepted()).isPositive();
        }
    }

    @Test
    void aLoadThatFindsNobodyFailsAndNobodyWaitsForIt() throws IOException {
        ScriptedServer gone = ScriptedServer.answering(request -> null);
        gone.close();
        CompletableFuture<LoadResult> load = Loads.begin(plan(gone.address()));
        assertThatThrownBy(() -> Loads.join(load))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("refused");
    }

    private static LoadPlan plan(InetSocketAddress server) {
        return Loads.rate(server, RequestLines.buysOfOne(1), 1, 100, Duration.ofSeconds(1));
    }
}
