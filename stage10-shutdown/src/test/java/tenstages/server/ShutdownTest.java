package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.protocol.LineClient;

/**
 * The pain before is gone: what was accepted is applied before the end. The pain of this stage is beyond any signal.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShutdownTest {
    private static final String BUY = "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}";
    private static final byte[] BUY_BYTES = BUY.getBytes(UTF_8);
    private static final String DRAINING = "{\"status\":\"draining\"}";
    private static final String HEALTH = "{\"type\":\"health\"}";
    private static final int MINUTE = 60_000;
    private static final int LINGER_PAUSE_MS = 50;
    private static final int SILENT_PAUSES = 20;

    private final StoppedClock clock = new StoppedClock();
    private final Gate work = new Gate();
    private final Metrics metrics = new Metrics();
    private final Balances balances = AnyBalances.with(work);
    private final BlockingQueue<Request.Event> queue = new ArrayBlockingQueue<>(10);
    private final Handler handler = new Handler(balances, queue, metrics);
    private final Workers workers = new Workers(2, queue, balances, metrics);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Output stdout = new Output(new PrintStream(printed, true, UTF_8), "printer");

    @Test
    void whatWasAcceptedIsAppliedAndWhatComesLaterIsRefused() throws Exception {
        try (RunningServer server = start();
                LineClient client = server.connect();
                LineClient idle = server.connect();
                LineClient halfALine = server.connect().send("{\"user\":")) {
            workers.start();
            for (int i = 0; i < 5; i++) {
                assertThat(client.ask(BUY)).contains("accepted");
            }
            work.awaitArrivals(2);
            CompletableFuture<Integer> drain = drain(server, MINUTE);

            await().until(() -> client.ask(HEALTH).equals(DRAINING));
            assertThat(client.ask(BUY)).contains("shutting_down");
            assertThat(client.ask("{\"type\":\"metrics\"}"))
                    .isEqualTo("{\"received\":6,\"processed\":0,\"dropped\":1,\"pending\":5,\"failed\":0}");
            // A process that another test starts has the listener too, until its own program runs.
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> server.connect().close()).isInstanceOf(ConnectException.class));
            assertThat(drain).isNotDone();
            assertThat(printed.toString(UTF_8)).isEmpty();

            work.open();

            assertThat(client.atEnd()).isTrue();
            assertThat(idle.atEnd()).isTrue();
            assertThat(halfALine.atEnd()).isTrue();
            assertThat(exitCodeAfterLingering(server, drain)).isZero();
        }
        assertThat(balances.of("ada")).isEqualTo(5);
        assertThat(printed.toString(UTF_8))
                .isEqualTo("{\"received\":6,\"processed\":5,\"dropped\":1,\"pending\":0,\"failed\":0}"
                        + System.lineSeparator());
    }

    @Test
    void aDrainThatTakesTooLongEndsWithAnotherExitCodeAndWhatIsLostIsCounted() throws Exception {
        try (RunningServer server = start();
                LineClient client = server.connect()) {
            workers.start();
            for (int i = 0; i < 5; i++) {
                assertThat(client.ask(BUY)).contains("accepted");
            }
            assertThat(drain(server, 100).get()).isEqualTo(1);
        }
        assertThat(printed.toString(UTF_8))
                .isEqualTo("{\"received\":5,\"processed\":0,\"dropped\":0,\"pending\":5,\"failed\":0}"
                        + System.lineSeparator());
        work.open();
    }

    @Test
    void aDrainWithoutAnyTimeIsACleanExitIfNothingIsLeftToDo() throws Exception {
        try (RunningServer server = start()) {
            workers.start();
            // On a busy machine the event loop may need more than the moment that it has.
            await().until(() -> drain(server, 0).get() == 0);
        }
    }

    /**
     * The event loop refuses events all the time, also while the drain takes the last numbers. None is ever accepted.
     */
    @Test
    void whatIsRefusedWhileADrainEndsIsNotTakenForLost() throws Exception {
        try (RunningServer server = start()) {
            Workers none = new Workers(0, queue, balances, metrics);
            handler.refuseEvents();
            server.eventLoop.execute(() -> floodForever(server.eventLoop));
            for (int i = 0; i < 1000; i++) {
                Output out = new Output(new PrintStream(new ByteArrayOutputStream()), "printer");
                Drain drain = new Drain(server.eventLoop, server.acceptor, handler, none, metrics, out);
                assertThat(drain.run(MINUTE)).as("drain %s", i).isZero();
            }
        }
    }

    /** Where no time is left the event loop takes the numbers all the same: what is just being refused is not lost. */
    @Test
    void whatIsJustBeingRefusedWhenNoTimeIsLeftIsNotTakenForLost() throws Exception {
        try (RunningServer server = start()) {
            // On a busy machine the event loop may need more than the moment that it has.
            await().until(() -> exitCodeAmidARefusal(server) == 0);
        }
    }

    /** Of a drain without any time. When it counts, the event loop is in the middle of refusing an event. */
    private int exitCodeAmidARefusal(RunningServer server) throws Exception {
        Metrics counters = new Metrics();
        CompletableFuture<Thread> draining = new CompletableFuture<>();
        BlockingQueue<Request.Event> amid = new ArrayBlockingQueue<>(1) {
            @Override
            public boolean offer(Request.Event pill, long timeout, TimeUnit unit) {
                CountDownLatch received = new CountDownLatch(1);
                server.eventLoop.execute(() -> {
                    counters.eventReceived();
                    received.countDown();
                    awaitAccounting(draining.join());
                    counters.eventDropped();
                });
                awaitUninterruptibly(received);
                return true;
            }
        };
        Workers one = new Workers(1, amid, balances, counters);
        Output out = new Output(new PrintStream(new ByteArrayOutputStream()), "printer");
        Drain drain = new Drain(server.eventLoop, server.acceptor, handler, one, counters, out);
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        draining.complete(started(() -> exitCode.complete(drain.run(0))));
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

    private void floodForever(EventLoop eventLoop) {
        for (int i = 0; i < 100; i++) {
            try {
                assertThat(handler.handle(BUY_BYTES)).isEqualTo(Reply.SHUTTING_DOWN);
            } catch (BadRequest e) {
                throw new AssertionError(e);
            }
        }
        eventLoop.execute(() -> floodForever(eventLoop));
    }

    @Test
    void noLineFollowsTheAccounting() throws Exception {
        try (RunningServer server = start()) {
            workers.start();
            assertThat(drain(server, MINUTE).get()).isZero();
        }
        stdout.println("too late");
        assertThat(printed.toString(UTF_8).lines()).hasSize(1);
    }

    /** It keeps its connection open and says nothing, as a terminal that was left behind does. */
    @Test
    void aClientThatStaysDoesNotHoldTheEndUp() throws Exception {
        try (RunningServer server = start();
                LineClient idle = server.connect()) {
            workers.start();
            idle.ask(HEALTH);
            assertThat(exitCodeAfterLingering(server, drain(server, MINUTE))).isZero();
        }
    }

    @Test
    void aClientThatReadsNothingDoesNotHoldTheEndUpForever() throws Exception {
        work.open();
        try (RunningServer server = start();
                LineClient deaf = server.connect();
                LineClient ordinary = server.connect()) {
            workers.start();
            started(() -> sendForever(deaf));
            await().until(() ->
                    ordinary.ask(HEALTH).contains("ok") && metrics.snapshot().received() > 10_000);
            assertThat(drain(server, 2000).get()).isZero();
        }
        assertThat(metrics.snapshot().pending()).isZero();
    }

    /** Its replies wait on the server's side and it goes on sending: closing over unread bytes would destroy them. */
    @Test
    void aClientThatSendsToTheEndAndReadsLateStillGetsEveryReply() throws Exception {
        work.open();
        try (RunningServer server = start();
                Socket late = new Socket();
                LineClient other = server.connect()) {
            workers.start();
            late.setReceiveBufferSize(4096);
            late.setTcpNoDelay(true);
            late.connect(server.address());
            OutputStream out = late.getOutputStream();
            out.write((BUY + "\n").repeat(500).getBytes(UTF_8));
            await().until(() -> metrics.snapshot().received() == 500);

            CompletableFuture<Integer> drain = drain(server, MINUTE);
            assertThat(other.atEnd()).isTrue();
            other.close();
            for (int pause = 0; pause < 2 * SILENT_PAUSES; pause++) {
                out.write((BUY + "\n").getBytes(UTF_8));
                clock.advance(LINGER_PAUSE_MS, server.eventLoop);
            }
            assertThat(drain).isNotDone();

            long accepted = new BufferedReader(new InputStreamReader(late.getInputStream(), UTF_8))
                    .lines()
                    .filter(reply -> reply.contains("accepted"))
                    .count();
            late.close();
            assertThat(exitCodeAfterLingering(server, drain)).isZero();
            assertThat(accepted).isEqualTo(metrics.snapshot().processed()).isPositive();
        }
    }

    @Test
    void anEventLoopThatIsStuckDoesNotHoldTheEndUp() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (RunningServer server = start();
                LineClient client = server.connect()) {
            workers.start();
            assertThat(client.ask(BUY)).contains("accepted");
            work.awaitArrivals(1);
            server.eventLoop.execute(() -> awaitUninterruptibly(stuck));
            int exitCode = drain(server, 100).get();
            stuck.countDown();
            assertThat(exitCode).isEqualTo(1);
        }
        work.open();
    }

    /** The end of a drain is the end of its last connection, and not some time after it. */
    @Test
    void theLastConnectionThatIsClosedEndsTheWaitForThem() throws Exception {
        CountDownLatch allClosed = new CountDownLatch(1);
        try (RunningServer server = start();
                LineClient one = server.connect();
                LineClient other = server.connect()) {
            one.ask(HEALTH);
            other.ask(HEALTH);
            server.eventLoop.execute(() -> server.acceptor.closeConnectionsWhenWritten(allClosed::countDown));
            assertThat(one.atEnd()).isTrue();
            assertThat(other.atEnd()).isTrue();
            for (int pause = 1; pause < SILENT_PAUSES; pause++) {
                other.send("x");
                clock.advance(LINGER_PAUSE_MS, server.eventLoop);
            }
            clock.advance(LINGER_PAUSE_MS, server.eventLoop);
            assertThat(allClosed.getCount()).as("the other one is not closed").isEqualTo(1);
            for (int pause = 0; pause < SILENT_PAUSES; pause++) {
                clock.advance(LINGER_PAUSE_MS, server.eventLoop);
            }
            assertThat(allClosed.getCount()).isZero();
        }
    }

    @Test
    void onlyTheEventLoopClosesConnections() throws Exception {
        try (RunningServer server = start();
                SocketChannel channel = SocketChannel.open()) {
            assertThatThrownBy(() -> server.acceptor.closeConnectionsWhenWritten(() -> {}))
                    .as("even if there is none")
                    .isInstanceOf(AssertionError.class);
            channel.connect(server.address());
            channel.configureBlocking(false);
            CompletableFuture<Connection> connection = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return new Connection(channel, server.eventLoop, handler, 100, gone -> {});
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    },
                    server.eventLoop::execute);
            assertThatThrownBy(connection.get()::closeWhenWritten).isInstanceOf(AssertionError.class);
        }
    }

    /** The pills must not come before it, so the drain waits until the event loop refuses. */
    @Test
    void anEventThatIsBeingAcceptedWhenTheDrainBeginsIsApplied() throws Exception {
        CountDownLatch offering = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        BlockingQueue<Request.Event> slow = new ArrayBlockingQueue<>(10) {
            @Override
            public boolean offer(Request.Event event) {
                offering.countDown();
                awaitUninterruptibly(goOn);
                return super.offer(event);
            }
        };
        work.open();
        Handler slowHandler = new Handler(balances, slow, metrics);
        Workers slowWorkers = new Workers(2, slow, balances, metrics);
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), slowHandler);
                LineClient client = server.connect()) {
            slowWorkers.start();
            client.send(BUY + "\n");
            offering.await();
            Drain drain = new Drain(server.eventLoop, server.acceptor, slowHandler, slowWorkers, metrics, stdout);
            CompletableFuture<Integer> exitCode = new CompletableFuture<>();
            Thread draining = started(() -> exitCode.complete(drain.run(MINUTE)));
            // Longer than the event loop has at least.
            await().during(Duration.ofMillis(600)).until(() -> draining.getState() == Thread.State.WAITING);
            goOn.countDown();
            assertThat(client.readLine()).contains("accepted");
            assertThat(client.atEnd()).isTrue();
            client.close();
            assertThat(exitCode.get()).isZero();
        }
        assertThat(balances.of("ada")).isEqualTo(1);
    }

    /** It may still have accepted an event after the accounting, so nobody can say that none is lost. */
    @Test
    void aDrainThatCouldNotRefuseEventsIsNoCleanExit() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        try (RunningServer server = start()) {
            workers.start();
            server.eventLoop.execute(() -> awaitUninterruptibly(stuck));
            int exitCode = drain(server, 100).get();
            stuck.countDown();
            assertThat(exitCode).isEqualTo(1);
        }
    }

    /** The event loop has taken all the time that there was. */
    @Test
    void theAccountingIsPrintedEvenIfNoTimeIsLeft() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CompletableFuture<String> printedAtTheEnd = new CompletableFuture<>();
        CompletableFuture<Thread> draining = new CompletableFuture<>();
        PrintStream slow = new PrintStream(printed, true, UTF_8) {
            @Override
            public void println(String line) {
                while (draining.join().getState() != Thread.State.TIMED_WAITING && !printedAtTheEnd.isDone()) {
                    Thread.yield();
                }
                super.println(line);
            }
        };
        try (RunningServer server = start()) {
            server.eventLoop.execute(() -> awaitUninterruptibly(stuck));
            Drain drain = new Drain(
                    server.eventLoop, server.acceptor, handler, workers, metrics, new Output(slow, "printer"));
            draining.complete(started(() -> {
                drain.run(0);
                printedAtTheEnd.complete(printed.toString(UTF_8));
            }));
            String accounting = printedAtTheEnd.get();
            stuck.countDown();
            assertThat(accounting).contains("\"received\":0");
        }
    }

    /** A drain of a server whose event loop does not run, and whose stderr is slow: no line comes if none waits. */
    static final class WithoutEventLoop {
        private WithoutEventLoop() {}

        public static void main(String[] args) throws IOException {
            Thread draining = Thread.currentThread();
            System.setErr(new PrintStream(System.err, true) {
                @Override
                public void println(String line) {
                    while (draining.getState() != Thread.State.TIMED_WAITING) {
                        Thread.yield();
                    }
                    super.println(line);
                }
            });
            EventLoop never = new EventLoop(System::nanoTime);
            Acceptor acceptor = new Acceptor(Config.of("--port", "0"), never, null);
            Workers none = new Workers(0, new ArrayBlockingQueue<>(1), null, null);
            Output stdout = new Output(System.out, "stdout");
            System.exit(new Drain(never, acceptor, null, none, new Metrics(), stdout).run(0));
        }
    }

    @Test
    void aDrainThatCouldNotRefuseEventsDoesNotSayThatItHasDrained() throws Exception {
        Process process = new ProcessBuilder(
                        JavaCommand.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutEventLoop.class.getName())
                .start();
        assertThat(process.errorReader().lines())
                .containsExactly(
                        "draining; a second signal ends it at once",
                        "the drain ran out of time (--drain-ms); accepted events lost: 0");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    /** stdout and stderr share a pipe, which takes 64 kB, and a line for each event is more. */
    @Test
    void aServerWhoseOutputNobodyReadsAppliesEveryEventAndEnds() throws Exception {
        Process process = new ProcessBuilder(
                        JavaCommand.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "tenstages.server.Main",
                        "--port=0",
                        "--work-ms=0",
                        "--hold-ms=0",
                        "--queue=10000",
                        "--drain-ms=1000",
                        "--verbose")
                .redirectErrorStream(true)
                .start();
        try {
            String listening = process.inputReader().readLine();
            int port = Integer.parseInt(listening.substring(listening.lastIndexOf(':') + 1));
            try (LineClient client = new LineClient(new InetSocketAddress("127.0.0.1", port), Duration.ofSeconds(20))) {
                client.send((BUY + "\n").repeat(5000));
                for (int i = 0; i < 5000; i++) {
                    assertThat(client.readLine()).contains("accepted");
                }
                await().until(() -> client.ask("{\"type\":\"metrics\"}").contains("\"processed\":5000"));
            }
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** With -Xrs, Java leaves the signals to the system. */
    @Test
    void aServerThatCannotHearSignalsSaysSoInOneLine() throws Exception {
        Process process = new ProcessBuilder(
                        JavaCommand.java(),
                        "-Xrs",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "tenstages.server.Main",
                        "--port=0")
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(process.errorReader().lines()).hasSize(1).first().asString().contains("-Xrs");
    }

    private RunningServer start() throws IOException {
        return new RunningServer(Config.of("--port", "0"), handler, clock);
    }

    private CompletableFuture<Integer> drain(RunningServer server, int drainMs) {
        Drain drain = new Drain(server.eventLoop, server.acceptor, handler, workers, metrics, stdout);
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        started(() -> exitCode.complete(drain.run(drainMs)));
        return exitCode;
    }

    /** Each pause of a client that lingers is over at once. */
    private int exitCodeAfterLingering(RunningServer server, CompletableFuture<Integer> drain) throws Exception {
        while (!drain.isDone()) {
            clock.advance(LINGER_PAUSE_MS, server.eventLoop);
        }
        return drain.get();
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

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
