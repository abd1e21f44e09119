package tenstages.server;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.Requests;

/** As many clients are served as there are threads, and no more, whether they say something or not. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadPoolTest {
    private static final int THREADS = 4;
    private static final String ASKS = Requests.balanceOf("ada");

    private final ThreadPool pool = new ThreadPool(THREADS, 100);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void asManySilentClientsAsThreadsFreezeAllOthersUntilOneLeaves() throws Exception {
        List<LineClient> silent = new ArrayList<>();
        try (RunningServer server = start()) {
            for (int i = 0; i < THREADS; i++) {
                silent.add(server.connect());
            }
            await().until(() -> pool.serving() == THREADS);
            try (LineClient first = server.connect().send(ASKS + "\n");
                    LineClient second = server.connect().send(ASKS + "\n")) {
                await().until(() -> pool.waiting() == 2);
                // Whatever happens before a thread is free, they are not served.
                assertThat(pool.serving()).isEqualTo(THREADS);
                assertThat(first.available()).isZero();
                await().until(() -> printed.toString(StandardCharsets.UTF_8).contains("serving=4 waiting=2\n"));

                silent.get(0).close();
                assertThat(first.readLine()).contains("\"balance\":0");
                assertThat(pool.waiting()).isEqualTo(1);
                assertThat(second.available()).isZero();
                first.close();
                assertThat(second.readLine()).contains("\"balance\":0");
            }
        }
    }

    @Test
    void aThreadGoesOnToTheNextClientWhateverTheLastOneDid() throws Exception {
        try (RunningServer server = start()) {
            for (int i = 0; i < 3 * THREADS; i++) {
                LineClient client = server.connect().send(i % 2 == 0 ? ASKS : "GET / HTTP/1.1\n");
                client.close();
            }
            try (LineClient last = server.connect()) {
                assertThat(last.ask(ASKS)).contains("\"balance\":0");
            }
            await().until(() -> pool.serving() == 0 && pool.waiting() == 0);
        }
    }

    @Test
    void whatGoesWrongWithAClientIsNoEndToItsThread() throws Exception {
        Handler failing = new Handler(new Balances(() -> {
            throw new IllegalStateException("the test's own");
        }));
        pool.start();
        try (RunningServer server = new RunningServer(new Server(Config.of("--port", "0"), failing, pool))) {
            for (int i = 0; i < 2 * THREADS; i++) {
                try (LineClient client = server.connect().send(Requests.buy("ada", 1) + "\n")) {
                    assertThat(client.atEnd()).isTrue();
                }
            }
            try (LineClient last = server.connect()) {
                assertThat(last.ask(ASKS)).contains("\"balance\":0");
            }
        }
    }

    @Test
    void thereIsRoomForSoManyClientsAndNoMore() {
        ThreadPool one = new ThreadPool(1, 1);
        one.execute(new Connection(new Socket(), null, 100, () -> {}));
        assertThatThrownBy(() -> one.execute(new Connection(new Socket(), null, 100, () -> {})))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theProgramSaysWhoWaits() throws Exception {
        List<String> command = List.of(
                JavaCommand.java(),
                "-cp",
                System.getProperty("java.class.path"),
                "tenstages.server.Main",
                "--port=0",
                "--threads=1");
        try (ServerProcess server = ServerProcess.start(command);
                LineClient served = new LineClient(server.address(), Duration.ofSeconds(20));
                LineClient waiting = new LineClient(server.address(), Duration.ofSeconds(20))) {
            await().until(() -> server.stdoutLines().contains("serving=1 waiting=1"));
        }
    }

    /** Another pool, in which somebody waits, begins later, and has printed twice: this one has looked as well. */
    @Test
    void nothingIsPrintedWhileNobodyWaits() throws Exception {
        try (RunningServer server = start();
                LineClient served = server.connect()) {
            assertThat(served.ask(ASKS)).contains("\"balance\":0");
            ThreadPool full = new ThreadPool(1, 1);
            full.execute(new Connection(new Socket(), null, 100, () -> {}));
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            full.printEachSecond(new Output(new PrintStream(lines, true, StandardCharsets.UTF_8), "stdout"));
            await().until(() -> lines.toString(StandardCharsets.UTF_8).lines().count() == 2);
            assertThat(pool.serving()).isEqualTo(1);
            assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }

    @Test
    void thereAreAsManyThreadsAsAskedForAndTheyStay() throws Exception {
        try (RunningServer server = start()) {
            for (int i = 0; i < 20; i++) {
                server.connect().close();
            }
            await().until(() -> pool.serving() == 0 && pool.waiting() == 0);
            assertThat(pool)
                    .extracting("threads", as(list(Thread.class)))
                    .hasSize(THREADS)
                    .allMatch(Thread::isAlive);
        }
    }

    @Test
    void thereAreTwoHundredUnlessOtherwiseToldSo() {
        assertThat(Config.of().threads()).isEqualTo(200);
    }

    private RunningServer start() throws Exception {
        Handler handler = new Handler(new Balances(SimulatedWork.ofMillis(0)));
        Server server = new Server(Config.of("--port", "0"), handler, pool);
        pool.printEachSecond(new Output(new PrintStream(printed, true, StandardCharsets.UTF_8), "stdout"));
        pool.start();
        return new RunningServer(server);
    }
}
