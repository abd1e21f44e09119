package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionTest {
    private static final int MAX_LINE_BYTES = 100;
    private static final int LINGER_PAUSE_MS = 50;
    private static final int SILENT_PAUSES = 20;
    private static final String INVALID = Reply.INVALID_JSON + "\n";
    private static final int SMALL_TO_RECEIVE = 8 * 1024;
    /** The system makes it as large as it must be. A turn's replies find room for a part of them only. */
    private static final int SMALL_TO_SEND = 1;

    private static final int REPLIES_IN_A_TURN = 4 * 1024 / INVALID.length() + 1;

    private final StoppedClock clock = new StoppedClock();
    private final AtomicInteger closed = new AtomicInteger();
    private EventLoop eventLoop;
    private Thread thread;

    @BeforeEach
    void start() throws IOException {
        eventLoop = new EventLoop(clock);
        thread = new Thread(() -> attempt(eventLoop::run), "event-loop");
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        eventLoop.close();
        thread.join();
    }

    /** A client and its connection. */
    private final class Client implements AutoCloseable {
        final SocketChannel channel = SocketChannel.open();
        final CompletableFuture<Connection> connection;

        Client() throws IOException {
            this(AnyHandler.create(), false);
        }

        /** With small buffers, the replies of ten turns do not fit into them. */
        Client(Handler handler, boolean smallBuffers) throws IOException {
            try (ServerSocketChannel listener = ServerSocketChannel.open().bind(null)) {
                if (smallBuffers) {
                    channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_TO_RECEIVE);
                }
                channel.connect(listener.getLocalAddress());
                SocketChannel accepted = listener.accept();
                if (smallBuffers) {
                    accepted.setOption(StandardSocketOptions.SO_SNDBUF, SMALL_TO_SEND);
                }
                accepted.configureBlocking(false);
                connection = CompletableFuture.supplyAsync(() -> connection(accepted, handler), eventLoop::execute);
                connection.join();
            }
            channel.configureBlocking(false);
        }

        void send(String text) throws IOException {
            channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
        }

        /** Reads what comes, until the replies end so. */
        String repliesUntil(String last) {
            StringBuilder replies = new StringBuilder();
            soon().until(() -> replies.append(received()).toString().endsWith(last));
            return replies.toString();
        }

        String repliesUntilTheEnd() {
            StringBuilder replies = new StringBuilder();
            soon().until(() -> {
                ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
                int count = channel.read(buffer);
                replies.append(UTF_8.decode(buffer.flip()));
                return count < 0;
            });
            return replies.toString();
        }

        private String received() throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            while (channel.read(buffer) > 0) {}
            return UTF_8.decode(buffer.flip()).toString();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private Connection connection(SocketChannel accepted, Handler handler) {
        try {
            return new Connection(accepted, eventLoop, handler, MAX_LINE_BYTES, gone -> closed.incrementAndGet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aClientThatEndsItsInputIsClosedAfterItsReplies() throws Exception {
        try (Client client = new Client()) {
            client.send("x\n".repeat(200));
            client.channel.shutdownOutput();
            assertThat(client.repliesUntilTheEnd()).isEqualTo(INVALID.repeat(200));
            soon().until(() -> closed.get() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterALineTooLongTheConnectionLingersUntilTheClientCloses(boolean byReset) throws Exception {
        try (Client client = new Client()) {
            client.send("x\n" + "y".repeat(MAX_LINE_BYTES + 1));
            assertThat(client.repliesUntilTheEnd()).isEqualTo(INVALID + Reply.LINE_TOO_LONG + "\n");
            for (int i = 0; i < 10; i++) {
                client.send("more\n{}\n");
                clock.advance(LINGER_PAUSE_MS, eventLoop);
            }
            assertThat(closed).as("it lingers").hasValue(0);
            if (byReset) {
                client.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        }
        // Not each time the first pause: the end of the input may come a moment after the call that has sent it.
        AtomicInteger pauses = new AtomicInteger();
        await().until(() -> {
            clock.advance(LINGER_PAUSE_MS, eventLoop);
            return closed.get() == 1 || pauses.incrementAndGet() == SILENT_PAUSES - 2;
        });
        assertThat(closed).hasValue(1);
    }

    /** The client stays, and is silent. */
    @Test
    void aClientThatIsSilentAfterItsLastReplyIsClosed() throws Exception {
        try (Client client = new Client()) {
            client.send("y".repeat(MAX_LINE_BYTES + 1));
            client.repliesUntilTheEnd();
            // The client sees the end before the first pause begins.
            clock.advance(0, eventLoop);
            for (int pause = 1; pause < SILENT_PAUSES; pause++) {
                clock.advance(LINGER_PAUSE_MS, eventLoop);
            }
            assertThat(closed).hasValue(0);
            clock.advance(LINGER_PAUSE_MS, eventLoop);
            assertThat(closed).hasValue(1);
        }
    }

    /** The last reply is the last of one of ten turns: of the one, too, whose replies the socket takes only in part. */
    @Test
    void whatFollowsALastReplyIsForgotten() throws Exception {
        for (int turns = 1; turns <= 10; turns++) {
            int before = turns * REPLIES_IN_A_TURN - 1;
            try (Client client = new Client(AnyHandler.create(), true)) {
                client.send("x\n".repeat(before) + "GET / HTTP/1.1\n" + "x\n".repeat(50));
                clock.advance(0, eventLoop);
                assertThat(client.repliesUntilTheEnd()).isEqualTo(INVALID.repeat(before) + Reply.NOT_HTTP + "\n");
            }
        }
    }

    /** Another client has its replies meanwhile. */
    @Test
    void repliesThatTheSocketDoesNotTakeAreKeptAndWrittenLater() throws Exception {
        int count = 10 * REPLIES_IN_A_TURN;
        try (Client late = new Client(AnyHandler.create(), true);
                Client other = new Client()) {
            late.send("x\n".repeat(count) + "GET / HTTP/1.1\n");
            clock.advance(0, eventLoop);
            other.send("GET / HTTP/1.1\n");
            assertThat(other.repliesUntilTheEnd()).isEqualTo(Reply.NOT_HTTP + "\n");
            assertThat(late.repliesUntilTheEnd()).isEqualTo(INVALID.repeat(count) + Reply.NOT_HTTP + "\n");
        }
    }

    @Test
    void aConnectionKeepsNoBytesOnceItsRepliesAreWritten() throws Exception {
        try (Client client = new Client()) {
            client.send("x\n".repeat(50));
            client.repliesUntil(INVALID.repeat(50));
            clock.advance(0, eventLoop);
            assertThat(client.connection.join().unwritten.capacity()).isZero();
        }
    }

    /** It does not wait until the others have had theirs. The event loop is held up until the line is there. */
    @Test
    void aReplyIsWrittenInTheTurnInWhichItIsMade() throws Exception {
        CountDownLatch heldUp = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        CompletableFuture<String> afterTheTurn = new CompletableFuture<>();
        try (Client client = new Client()) {
            eventLoop.execute(() -> {
                heldUp.countDown();
                awaitUninterruptibly(sent);
            });
            heldUp.await();
            client.send("x\n");
            eventLoop.execute(() -> attempt(() -> afterTheTurn.complete(client.received())));
            sent.countDown();
            assertThat(afterTheTurn.get()).isEqualTo(INVALID);
        }
    }

    /** It has no handler. Whoever makes a mistake in one sees where, on stderr, and the others go on. */
    @Test
    void aFailureOfTheHandlerClosesOnlyThatConnection() throws Exception {
        try (Client failing = new Client(null, false);
                Client other = new Client()) {
            failing.send("x\n");
            assertThat(failing.repliesUntilTheEnd()).isEmpty();
            soon().until(() -> closed.get() == 1);
            other.send("x\n");
            assertThat(other.repliesUntil(INVALID)).isEqualTo(INVALID);
        }
    }

    /** Looks often, because a test looks often. */
    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    /** Something that may throw. */
    private interface Attempt {
        void run() throws IOException;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
