package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** Sockets and lines, with balances that are known when the test wants it, and a log that is never there. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrontTest {
    private static final String NO_LOG = "127.0.0.1:1";
    private static final int QUEUE = 3;
    private static final int MOST_REPLIES = 1000;

    private final Map<String, CompletableFuture<Reply>> balances = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Metrics metrics = new Metrics();
    private Handler handler;
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        EventLoop[] eventLoop = new EventLoop[1];
        Handler[] late = new Handler[1];
        // The log has to know the event loop, which the server makes.
        server = new RunningServer(Config.of("--port", "0"), loop -> {
            eventLoop[0] = loop;
            late[0] = new Handler(this::balanceOf, new EventLog(NO_LOG, QUEUE, loop, metrics), metrics);
            return late[0];
        });
        handler = late[0];
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private CompletableFuture<Reply> balanceOf(String user) {
        asked.incrementAndGet();
        return balances.computeIfAbsent(user, unknown -> new CompletableFuture<>());
    }

    private void complete(String user, long balance) {
        server.eventLoop.execute(() -> balanceOf(user).complete(Reply.balance(balance)));
    }

    @Test
    void repliesComeInTheOrderOfTheirRequestsWhicheverIsReadyFirst() throws Exception {
        try (LineClient client = server.connect()) {
            client.send(Requests.balanceOf("ada") + "\n" + Requests.balanceOf("bob") + "\nnothing\n");
            await().until(() -> balances.size() == 2);
            complete("bob", 2);
            awaitEventLoop();
            assertThat(client.available()).isZero();
            complete("ada", 1);
            assertThat(client.readLine()).isEqualTo(Replies.balance(1));
            assertThat(client.readLine()).isEqualTo(Replies.balance(2));
            assertThat(client.readLine()).isEqualTo(Replies.INVALID_JSON);
            assertThat(client.ask(Requests.HEALTH)).isEqualTo(Replies.HEALTHY);
        }
    }

    @Test
    void whoWaitsForAReplyHoldsNobodyUp() throws Exception {
        try (LineClient waiting = server.connect();
                LineClient other = server.connect()) {
            waiting.send(Requests.buy("ada", 1) + "\n");
            for (int i = 0; i < 100; i++) {
                assertThat(other.ask(Requests.HEALTH)).isEqualTo(Replies.HEALTHY);
            }
            assertThat(waiting.available()).isZero();
        }
    }

    @Test
    void asManyEventsMayBeUnderWayAsThereArePlacesAndTheNextOneIsRefusedAtOnce() throws Exception {
        try (LineClient waiting = server.connect();
                LineClient other = server.connect()) {
            waiting.send((Requests.buy("ada", 1) + "\n").repeat(QUEUE - 1));
            await().until(() -> metrics.snapshot().received() == QUEUE - 1);
            try (LineClient last = server.connect()) {
                last.send(Requests.buy("ada", 1) + "\n");
                await().until(() -> metrics.snapshot().received() == QUEUE);
                assertThat(metrics.snapshot()).isEqualTo(new Metrics.Snapshot(QUEUE, 0, 0, 0));
            }
            assertThat(other.ask(Requests.buy("ada", 1))).isEqualTo(Replies.BUSY);
            assertThat(other.ask(Requests.METRICS))
                    .isEqualTo("{\"received\":4,\"processed\":0,\"dropped\":1,\"pending\":3,\"failed\":0}");
            assertThat(waiting.available())
                    .as("nothing is accepted that the log does not have")
                    .isZero();
        }
    }

    /** Each of them holds a place until the log answers: with more connections than places, others are served. */
    @Test
    void clientsThatLeaveInAnOutageTakeNoMoreConnectionsThanThereArePlaces() throws Exception {
        stop();
        server = new RunningServer(
                Config.of("--port", "0", "--max-connections", String.valueOf(QUEUE + 1)),
                loop -> new Handler(this::balanceOf, new EventLog(NO_LOG, QUEUE, loop, metrics), metrics));
        for (int sent = 1; sent <= 10 * QUEUE; sent++) {
            long received = sent;
            try (LineClient client = server.connect()) {
                client.send(Requests.buy("ada", 1) + "\n");
                await().until(() -> metrics.snapshot().received() == received);
            }
        }
        assertThat(metrics.snapshot().dropped()).isEqualTo(9 * QUEUE);
        try (LineClient other = server.connect()) {
            assertThat(other.ask(Requests.HEALTH)).isEqualTo(Replies.HEALTHY);
        }
    }

    @Test
    void whatIsRefusedIsRefusedWhateverTheLogDoes() throws Exception {
        try (LineClient client = server.connect()) {
            server.eventLoop.execute(handler::refuseEvents);
            awaitEventLoop();
            assertThat(client.ask(Requests.buy("ada", 1))).isEqualTo(Replies.SHUTTING_DOWN);
            assertThat(client.ask(Requests.HEALTH)).isEqualTo(Replies.DRAINING);
            assertThat(client.ask(Requests.METRICS))
                    .isEqualTo("{\"received\":1,\"processed\":0,\"dropped\":1,\"pending\":0,\"failed\":0}");
        }
    }

    @Test
    void aClientWithTooManyRepliesToComeIsNotAskedWhatItWantsNext() throws Exception {
        try (LineClient client = server.connect()) {
            client.send((Requests.balanceOf("ada") + "\n").repeat(MOST_REPLIES + 500));
            await().until(() -> asked.get() >= MOST_REPLIES);
            awaitEventLoop();
            assertThat(asked).hasValue(MOST_REPLIES);
            complete("ada", 7);
            for (int i = 0; i < MOST_REPLIES + 500; i++) {
                assertThat(client.readLine()).isEqualTo(Replies.balance(7));
            }
        }
    }

    /** What it sends then stays with the system, and in the end with the client. */
    @Test
    void aClientWithTooManyRepliesToComeIsNotRead() throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(null);
                SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                SocketChannel accepted = listener.accept()) {
            accepted.configureBlocking(false);
            onEventLoop(() -> new Connection(accepted, server.eventLoop, handler, 100, gone -> {}));
            client.write(UTF_8.encode((Requests.balanceOf("ada") + "\n").repeat(MOST_REPLIES)));
            await().until(() -> asked.get() == MOST_REPLIES);
            awaitEventLoop();
            client.write(UTF_8.encode(Requests.HEALTH));
            awaitEventLoop();
            assertThat(onEventLoop(() -> accepted.read(ByteBuffer.allocate(100))))
                    .isEqualTo(Requests.HEALTH.length());
        }
    }

    private <T> T onEventLoop(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        server.eventLoop.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }

    @Test
    void aClientThatEndsItsInputGetsWhatIsReadyLater() throws Exception {
        try (LineClient client = server.connect()) {
            client.send(Requests.balanceOf("ada") + "\n" + Requests.HEALTH + "\nunfinished");
            client.endInput();
            await().until(() -> balances.size() == 1);
            awaitEventLoop();
            complete("ada", 5);
            assertThat(client.readLine()).isEqualTo(Replies.balance(5));
            assertThat(client.readLine()).isEqualTo(Replies.HEALTHY);
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aLastReplyWaitsForThoseBeforeIt() throws Exception {
        try (LineClient client = server.connect()) {
            client.send(Requests.balanceOf("ada") + "\nGET / HTTP/1.1\n" + Requests.balanceOf("bob") + "\n");
            await().until(() -> balances.size() == 1);
            awaitEventLoop();
            assertThat(client.available()).isZero();
            complete("ada", 5);
            assertThat(client.readLine()).isEqualTo(Replies.balance(5));
            assertThat(client.readLine()).isEqualTo(Replies.NOT_HTTP);
            assertThat(client.atEnd()).isTrue();
            assertThat(balances).as("what follows is not acted upon").containsOnlyKeys("ada");
        }
    }

    @Test
    void connectionsAreClosedOnceTheirRepliesAreReadyAndWritten() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (LineClient client = server.connect()) {
            client.send(Requests.balanceOf("ada") + "\n");
            await().until(() -> balances.size() == 1);
            server.eventLoop.execute(() -> {
                server.acceptor.close();
                server.acceptor.closeConnectionsWhenWritten(closed::countDown);
            });
            awaitEventLoop();
            assertThat(closed.getCount()).isEqualTo(1);
            // A process that another test starts has the listener too, until its own program runs.
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> server.connect().close()).isInstanceOf(ConnectException.class));
            complete("ada", 5);
            assertThat(client.readLine()).isEqualTo(Replies.balance(5));
            assertThat(client.atEnd()).isTrue();
        }
        closed.await();
    }

    @Test
    void aClientThatLeavesBeforeItsReplyIsReadyIsForgotten() throws Exception {
        try (LineClient other = server.connect()) {
            try (LineClient client = server.connect()) {
                client.send(Requests.balanceOf("ada") + "\n");
                await().until(() -> balances.size() == 1);
                client.reset();
            }
            await().until(() -> balances.get("ada").isCancelled());
            assertThat(other.ask(Requests.HEALTH)).isEqualTo(Replies.HEALTHY);
        }
    }

    /** What is ready together is written together, however many that are. */
    @Test
    void manyRepliesAtOnceAreAllWritten() throws Exception {
        try (LineClient client = server.connect()) {
            String all = (Requests.balanceOf("ada") + "\n").repeat(900);
            client.send(all.getBytes(UTF_8));
            await().until(() -> asked.get() == 900);
            complete("ada", Long.MIN_VALUE);
            for (int i = 0; i < 900; i++) {
                assertThat(client.readLine()).isEqualTo(Replies.balance(Long.MIN_VALUE));
            }
        }
    }

    /** Whatever was ready has had its turn then. */
    private void awaitEventLoop() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            CountDownLatch turn = new CountDownLatch(1);
            server.eventLoop.execute(turn::countDown);
            turn.await();
        }
    }
}
