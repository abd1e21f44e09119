package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A drain without any time, of a server without a log: what is still waited for, and for how long. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DrainTest {
    private static final String NO_LOG = "127.0.0.1:1";
    private static final HostInfo HERE = new HostInfo("127.0.0.1", 1);

    @TempDir
    private Path folder;

    private final Metrics metrics = new Metrics();
    private final AtomicLong brokersNanos = new AtomicLong();
    private EventLog log;
    private Handler handler;
    private RunningServer server;

    /** What is done when the broker is waited for. */
    private Runnable whileTheBrokerEnds = () -> {};

    @BeforeEach
    void start() throws IOException {
        server = new RunningServer(Config.of("--port", "0"), eventLoop -> {
            log = new EventLog(NO_LOG, 10, eventLoop, metrics);
            handler = new Handler(user -> new CompletableFuture<>(), log, metrics);
            return handler;
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** It ends at once, and says how long it was waited for. */
    private final class EndingProcess extends StubProcess {
        @Override
        public boolean waitFor(long timeout, TimeUnit unit) {
            brokersNanos.set(unit.toNanos(timeout));
            whileTheBrokerEnds.run();
            return true;
        }
    }

    @Test
    void theBrokerHasAMomentToEndThoughNoTimeIsLeft() throws Exception {
        drain().run(0);
        assertThat(brokersNanos).hasPositiveValue();
    }

    /** The event loop takes the numbers all the same: what is just being refused is not left in the log. */
    @Test
    void whatIsJustBeingRefusedIsNotTakenForLeft() {
        // On a busy machine the event loop may need more than the moment that it has.
        await().until(() -> exitCodeAmidARefusal() == 0);
    }

    private int exitCodeAmidARefusal() throws Exception {
        CompletableFuture<Thread> draining = new CompletableFuture<>();
        whileTheBrokerEnds = () -> {
            CompletableFuture<Void> received = new CompletableFuture<>();
            server.eventLoop.execute(() -> {
                metrics.eventReceived();
                received.complete(null);
                awaitAccounting(draining.join());
                metrics.eventDropped();
            });
            received.join();
        };
        Drain drain = drain();
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        Thread thread = new Thread(() -> exitCode.complete(drain.run(0)));
        thread.start();
        draining.complete(thread);
        return exitCode.get();
    }

    /** Until the thread waits for the event loop's numbers, and goes on waiting; or has ended. */
    private static void awaitAccounting(Thread draining) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .during(Duration.ofMillis(100))
                .until(() -> !draining.isAlive()
                        || draining.getState() == Thread.State.WAITING
                                && Stream.of(draining.getStackTrace())
                                        .anyMatch(frame -> frame.getMethodName().equals("account")));
    }

    private Drain drain() throws ReflectiveOperationException {
        BalanceStream stream = new BalanceStream(Config.of(), NO_LOG, HERE, () -> {}, () -> {});
        Output out = new Output(new PrintStream(new ByteArrayOutputStream()), "printer");
        OwnBroker broker = new EndingProcess().broker(folder, 0);
        return new Drain(server.eventLoop, server.acceptor, handler, log, stream, Optional.of(broker), metrics, out);
    }
}
