package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Balances that nobody has: the server has not joined its group yet. Time passes when the test says so. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BalancesTest {
    private static final HostInfo HERE = new HostInfo("127.0.0.1", 1);
    private static final long CLIENT_MS = 10_000;
    private static final long PEER_MS = 500;

    private final AtomicLong nanos = new AtomicLong();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private EventLoop eventLoop;
    private Balances balances;
    private Future<?> end;

    @BeforeEach
    void start() throws Exception {
        eventLoop = new EventLoop(nanos::get);
        balances = new Balances(eventLoop);
        balances.use(new BalanceStream(Config.of(), "127.0.0.1:1", HERE, () -> {}, () -> {}), HERE);
        end = thread.submit(() -> {
            eventLoop.run();
            return null;
        });
    }

    @AfterEach
    void stop() throws Exception {
        eventLoop.close();
        end.get();
        thread.shutdown();
    }

    /** It has a second for its own question, and asks somebody else in what is left of it. */
    @Test
    void anotherServerIsToldSoonThatNobodyKnowsAndAClientLater() {
        CompletableFuture<Reply> ofPeer = onEventLoop(() -> balances.ofOwn("ada"));
        CompletableFuture<Reply> ofClient = onEventLoop(() -> balances.of("ada"));
        pass(PEER_MS);
        assertThat(ofPeer).isNotDone();
        pass(2);
        assertThat(ofPeer).isCompletedWithValue(Reply.SERVER_BUSY);
        pass(CLIENT_MS - PEER_MS - 2);
        assertThat(ofClient).isNotDone();
        pass(2);
        assertThat(ofClient).isCompletedWithValue(Reply.SERVER_BUSY);
    }

    private <T> T onEventLoop(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, eventLoop::execute).join();
    }

    private void pass(long millis) {
        nanos.addAndGet(millis * 1_000_000);
        onEventLoop(() -> null);
    }
}
