package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.wire.LineClient;

/** The pain before is gone: what was accepted is applied before the end. The pain of this stage is beyond any signal. */
@Timeout(60)
class ShutdownTest {
    private static final SimulatedWork NONE = SimulatedWork.ofMillis(0);
    private static final String BUY = "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}";
    private static final String DRAINING = "{\"status\":\"draining\"}";
    private static final String HEALTH = "{\"type\":\"health\"}";

    private final Gate work = new Gate();
    private final Metrics metrics = new Metrics();
    private final ContentionStats contention = new ContentionStats(System.out, false);
    private final Balances balances = new Balances(64, work, NONE, contention);
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(10);
    private final Workers workers = new Workers(2, queue, balances, metrics);

    @Test
    void whatWasAcceptedIsAppliedAndWhatComesLaterIsRefused() throws Exception {
        Server server = server(balances);
        try (RunningServer running = new RunningServer(server);
                LineClient client = running.connect();
                LineClient idle = running.connect();
                LineClient halfALine = running.connect().send("{\"user\":")) {
            workers.start();
            for (int i = 0; i < 5; i++) {
                assertThat(client.ask(BUY)).contains("accepted");
            }
            work.awaitArrivals(2);
            Thread drain = started(drain(server, Duration.ofMinutes(1))::run);

            await().until(() -> client.ask(HEALTH).equals(DRAINING));
            assertThat(client.ask(BUY)).contains("shutting_down");
            assertThat(client.ask("{\"type\":\"metrics\"}"))
                    .isEqualTo("{\"received\":6,\"processed\":0,\"dropped\":1,\"pending\":5,\"failed\":0}");
            assertThatThrownBy(running::connect).isInstanceOf(ConnectException.class);
            assertThat(drain.isAlive()).isTrue();

            work.open();

            assertThat(client.atEnd()).isTrue();
            assertThat(idle.atEnd()).isTrue();
            assertThat(halfALine.atEnd()).isTrue();
            running.awaitEnd();
            drain.join();
        }
        assertThat(balances.of("ada")).isEqualTo(5);
        assertThat(metrics.snapshot()).isEqualTo(new Metrics.Snapshot(6, 5, 1, 0));
    }

    @Test
    void aDrainThatTakesTooLongEndsAndWhatIsLostIsCounted() throws Exception {
        Server server = server(balances);
        try (RunningServer running = new RunningServer(server);
                LineClient client = running.connect()) {
            workers.start();
            for (int i = 0; i < 5; i++) {
                assertThat(client.ask(BUY)).contains("accepted");
            }

            drain(server, Duration.ofMillis(100)).run();

            running.awaitEnd();
        }
        assertThat(metrics.snapshot().pending()).isEqualTo(5);
    }

    @Test
    void aClientThatReadsNothingDoesNotHoldTheEndUpForever() throws Exception {
        Server server = server(balances);
        work.open();
        try (RunningServer running = new RunningServer(server);
                LineClient deaf = running.connect();
                LineClient ordinary = running.connect()) {
            workers.start();
            started(() -> sendForever(deaf));
            await().until(() ->
                    ordinary.ask(HEALTH).contains("ok") && metrics.snapshot().received() > 10_000);

            drain(server, Duration.ofMillis(500)).run();

            running.awaitEnd();
        }
        assertThat(metrics.snapshot().pending()).isZero();
    }

    /** Its replies wait on the server's side and it goes on sending: closing over unread bytes would destroy them. */
    @Test
    void aClientThatSendsToTheEndAndReadsLateStillGetsEveryReply() throws Exception {
        Server server = server(balances);
        work.open();
        try (RunningServer running = new RunningServer(server);
                Socket late = new Socket();
                LineClient other = running.connect()) {
            workers.start();
            late.setReceiveBufferSize(4096);
            late.connect(running.address());
            OutputStream out = late.getOutputStream();
            out.write((BUY + "\n").repeat(2000).getBytes(UTF_8));
            await().until(() -> metrics.snapshot().received() == 2000);

            Thread drain = started(drain(server, Duration.ofSeconds(20))::run);
            assertThat(other.atEnd()).isTrue();
            await().during(Duration.ofSeconds(1)).until(() -> {
                out.write((BUY + "\n").getBytes(UTF_8));
                return drain.isAlive();
            });

            long accepted = new BufferedReader(new InputStreamReader(late.getInputStream(), UTF_8))
                    .lines()
                    .filter(reply -> reply.contains("accepted"))
                    .count();
            late.close();
            running.awaitEnd();
            assertThat(accepted).isEqualTo(metrics.snapshot().processed());
        }
    }

    /** A query that waits for a lock has the event loop wait with it, and then nobody there sees the deadline. */
    @Test
    void anEventLoopThatWaitsForALockDoesNotHoldTheEndUp() throws Exception {
        Gate hold = new Gate();
        Balances held = new Balances(64, NONE, hold, contention);
        Workers workers = new Workers(1, queue, held, metrics);
        Server server = server(held);
        CountDownLatch exited = new CountDownLatch(1);
        try (RunningServer running = new RunningServer(server);
                LineClient client = running.connect()) {
            workers.start();
            assertThat(client.ask(BUY)).contains("accepted");
            hold.awaitArrivals(1);
            client.send("{\"type\":\"balance\",\"user\":\"ada\"}\n");
            await().until(ShutdownTest::eventLoopWaitsForALock);

            new Drain(Duration.ofMillis(100), server, workers, exited::countDown).run();

            assertThat(exited.getCount()).isZero();
            hold.open();
            running.awaitEnd();
        }
    }

    /** In its selector it would be runnable. */
    private static boolean eventLoopWaitsForALock() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("event-loop") && thread.getState() == Thread.State.WAITING);
    }

    /** The pipe to this process takes 64 kB, and a line for each event is more. */
    @Test
    void aServerWhoseOutputNobodyReadsEndsAllTheSame() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "tenstages.server.Main",
                        "--port=0",
                        "--work-ms=0",
                        "--hold-ms=0",
                        "--queue=10000",
                        "--drain-timeout=100ms",
                        "--verbose")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String listening = process.inputReader().readLine();
            int port = Integer.parseInt(listening.substring(listening.lastIndexOf(':') + 1));
            try (LineClient client = new LineClient(new InetSocketAddress("127.0.0.1", port), Duration.ofSeconds(20))) {
                for (int i = 0; i < 5000; i++) {
                    assertThat(client.ask(BUY)).contains("accepted");
                }
            }

            process.toHandle().destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void sendForever(LineClient client) {
        try {
            while (true) {
                client.send((BUY + "\n").repeat(100));
            }
        } catch (IOException e) {
            // The server is gone.
        }
    }

    private Drain drain(Server server, Duration timeout) {
        return new Drain(timeout, server, workers, () -> {});
    }

    private Server server(Balances balances) throws Exception {
        Config config = new Config("127.0.0.1", 0, 65_536, 0, 10, 10, 2, 0, false, 64, Duration.ofSeconds(1));
        return new Server(config, new Handler(balances, queue, metrics));
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
