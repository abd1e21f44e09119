package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shutdown as clients of HTTP see it. The drain itself is the last stage's, and tested there. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DrainTest {
    private static final String BUY = Requests.post(Requests.BUY);
    private static final String HEALTH = Requests.get("/health");
    private static final String SLEEP = Requests.get("/sleep");
    private static final int MINUTE = 60_000;
    private static final int LINGER_PAUSE_MS = 50;

    private final StoppedClock clock = new StoppedClock();
    private final Gate work = new Gate();
    private final Gate nap = new Gate();
    private final Metrics metrics = new Metrics();
    private final Balances balances = AnyBalances.with(work);
    private final BlockingQueue<Request.Work> queue = new ArrayBlockingQueue<>(10);
    private final Handler handler = AnyHandler.with(balances, queue, metrics);
    private final Workers workers = new Workers(2, queue, balances, nap, metrics);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Output stdout = new Output(new PrintStream(printed, true, UTF_8), "printer");

    @Test
    void whatWasAcceptedIsAppliedAndWhatComesLaterIsRefused() throws Exception {
        try (RunningServer server = start();
                HttpSocket client = server.connect();
                HttpSocket late = server.connect();
                HttpSocket asking = server.connect();
                HttpSocket idle = server.connect();
                HttpSocket halfARequest = server.connect().send("POST /events HTTP/1.1\r\nHost: x\r\n")) {
            workers.start();
            for (int i = 0; i < 5; i++) {
                assertThat(client.ask(BUY).status()).isEqualTo(202);
            }
            assertThat(asking.ask(HEALTH).fields()).doesNotContainKey("connection");
            late.ask(HEALTH);
            work.awaitArrivals(2);
            CompletableFuture<Integer> drain = drain(server, MINUTE);
            awaitRefusal(server);

            HttpSocket.Answer health = asking.ask(HEALTH);
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.body()).isEqualTo("{\"status\":\"draining\"}\n");
            assertThat(health.fields()).containsEntry("connection", "close");
            assertThat(asking.atEnd()).isTrue();
            HttpSocket.Answer refused = late.ask(BUY);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).contains("shutting_down");
            try (HttpSocket another = server.connect()) {
                assertThat(another.ask(BUY).body()).contains("shutting_down");
                assertThat(another.atEnd()).isTrue();
            }
            assertThat(drain).isNotDone();
            assertThat(printed.toString(UTF_8)).isEmpty();

            work.open();

            assertThat(idle.atEnd()).isTrue();
            assertThat(client.atEnd()).isTrue();
            assertThat(halfARequest.atEnd()).isTrue();
            assertThat(exitCodeAfterLingering(server, drain)).isZero();
            // A process that another test starts has the listener too, until its own program runs.
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> server.connect().close()).isInstanceOf(ConnectException.class));
        }
        assertThat(balances.of("ada")).isEqualTo(5);
        assertThat(printed.toString(UTF_8))
                .isEqualTo("{\"received\":7,\"processed\":5,\"dropped\":2,\"pending\":0,\"failed\":0}"
                        + System.lineSeparator());
    }

    /** It counts nothing, and is waited for all the same: the client has no other way to know. */
    @Test
    void whoSleepsIsWaitedForAndHasItsReply() throws Exception {
        try (RunningServer server = start();
                HttpSocket sleeping = server.connect();
                HttpSocket second = server.connect()) {
            workers.start();
            sleeping.send(SLEEP + HEALTH);
            nap.awaitArrivals(1);
            second.ask(HEALTH);
            CompletableFuture<Integer> drain = drain(server, MINUTE);
            awaitRefusal(server);
            assertThat(second.ask(SLEEP).body()).contains("shutting_down");
            assertThat(drain).isNotDone();
            nap.open();
            HttpSocket.Answer answer = sleeping.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.fields()).containsEntry("connection", "close");
            assertThat(sleeping.atEnd()).isTrue();
            assertThat(exitCodeAfterLingering(server, drain)).isZero();
        }
    }

    @Test
    void aDrainThatTakesTooLongEndsWithAnotherExitCodeAndWhatIsLostIsCounted() throws Exception {
        try (RunningServer server = start();
                HttpSocket client = server.connect()) {
            workers.start();
            for (int i = 0; i < 5; i++) {
                assertThat(client.ask(BUY).status()).isEqualTo(202);
            }
            assertThat(drain(server, 100).get()).isEqualTo(1);
        }
        assertThat(printed.toString(UTF_8)).contains("\"received\":5,\"processed\":0,\"dropped\":0,\"pending\":5");
        work.open();
    }

    private RunningServer start() throws IOException {
        return new RunningServer(Config.of("--port", "0"), handler, clock);
    }

    private CompletableFuture<Integer> drain(RunningServer server, int drainMs) {
        Drain drain = new Drain(server.eventLoop, server.acceptor, handler, workers, metrics, stdout);
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        Thread thread = new Thread(() -> exitCode.complete(drain.run(drainMs)));
        thread.setDaemon(true);
        thread.start();
        return exitCode;
    }

    /** From then on no event is accepted. Whoever asks, on a new connection too, is told. */
    private static void awaitRefusal(RunningServer server) {
        await().until(() -> {
            try (HttpSocket asking = server.connect()) {
                return asking.ask(HEALTH).status() == 503;
            }
        });
    }

    /** Each pause of a client that lingers is over at once. */
    private int exitCodeAfterLingering(RunningServer server, CompletableFuture<Integer> drain) throws Exception {
        while (!drain.isDone()) {
            clock.advance(LINGER_PAUSE_MS, server.eventLoop);
        }
        return drain.get();
    }
}
