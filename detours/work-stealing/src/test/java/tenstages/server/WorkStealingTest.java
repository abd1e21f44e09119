package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.Requests;

/** Replies come from workers, and each connection has its own, in their order. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkStealingTest {
    private static final int WORKERS = 2;

    private final Gate slow = new Gate();
    private final Handler handler = new Handler(new Balances(SimulatedWork.ofMillis(0), slow));

    /** Twenty events of others are done while one of a slow user is at work. */
    @Test
    void aSlowEventHoldsUpItsOwnClientAlone() throws Exception {
        try (RunningServer server = start(Distribution.Kind.STEALING);
                LineClient slowOne = server.connect();
                LineClient other = server.connect()) {
            slowOne.send(Requests.buy("slow ada", 1) + "\n" + Requests.balanceOf("slow ada") + "\n");
            slow.awaitArrivals(1);
            for (int i = 1; i <= 20; i++) {
                assertThat(other.ask(Requests.buy("bob", 1))).isEqualTo("{\"status\":\"ok\",\"balance\":" + i + "}");
            }
            assertThat(slowOne.available()).isZero();
            slow.open();
            assertThat(slowOne.readLine()).isEqualTo("{\"status\":\"ok\",\"balance\":1}");
            assertThat(slowOne.readLine()).isEqualTo("{\"status\":\"ok\",\"balance\":1}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pipelinedRepliesComeInOrderWhoeverMakesThem(Distribution.Kind kind) throws Exception {
        List<LineClient> clients = new ArrayList<>();
        try (RunningServer server = start(kind)) {
            for (int i = 0; i < 5; i++) {
                StringBuilder lines = new StringBuilder();
                for (int k = 0; k < 200; k++) {
                    lines.append(Requests.buy("user" + i, 1)).append("\nx\n");
                }
                clients.add(server.connect().send(lines.toString()));
            }
            for (LineClient client : clients) {
                for (int k = 1; k <= 200; k++) {
                    assertThat(client.readLine()).isEqualTo("{\"status\":\"ok\",\"balance\":" + k + "}");
                    assertThat(client.readLine()).contains("invalid_json");
                }
                client.close();
            }
        }
    }

    /** A client that leaves while its event is at work is no trouble to the worker, nor to the others. */
    @Test
    void whoLeavesMeanwhileIsForgotten() throws Exception {
        try (RunningServer server = start(Distribution.Kind.STEALING);
                LineClient other = server.connect()) {
            LineClient leaving = server.connect().send(Requests.buy("slow ada", 1) + "\n");
            slow.awaitArrivals(1);
            leaving.close();
            slow.open();
            for (int i = 1; i <= 10; i++) {
                assertThat(other.ask(Requests.buy("bob", 1))).contains("\"balance\":" + i + "}");
            }
        }
    }

    /** Its connection ends, and its worker goes on. */
    @Test
    void whatGoesWrongWithOneLineHarmsNoOther() throws Exception {
        Handler failing = new Handler(new Balances(SimulatedWork.ofMillis(0), () -> {
            throw new IllegalStateException("the test's own");
        }));
        try (RunningServer server =
                        new RunningServer(Config.of("--port", "0"), failing, new Workers(1, new WorkStealing(1)));
                LineClient failed = server.connect().send(Requests.buy("slow ada", 1) + "\n");
                LineClient other = server.connect()) {
            assertThat(failed.atEnd()).isTrue();
            assertThat(other.ask(Requests.buy("bob", 1))).contains("\"balance\":1}");
        }
    }

    /** It has no handler. The event loop, which does not run yet, is the only one that may touch the connection. */
    @Test
    void aWorkerLeavesTheEndOfAConnectionToTheEventLoop() throws Exception {
        EventLoop eventLoop = new EventLoop(System::nanoTime);
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            Connection connection = new Connection(channel, eventLoop, null, null, 100, gone -> {});
            new LineTask(new byte[0], null, eventLoop, connection).run();
            assertThat(channel.isOpen()).isTrue();
        }
    }

    private RunningServer start(Distribution.Kind kind) throws Exception {
        Workers workers = new Workers(WORKERS, kind.of(WORKERS));
        return new RunningServer(Config.of("--port", "0"), handler, workers);
    }
}
