package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One connection, turn by turn: the test's thread is the event loop. */
@Timeout(60)
class ConnectionTest {
    private static final int TURN_BYTES = 4096;
    private static final int MAX_LINE_BYTES = 100;

    private final AtomicInteger closed = new AtomicInteger();
    private EventLoop eventLoop;
    private SocketChannel client;
    private Connection connection;

    @BeforeEach
    void connect() throws IOException {
        eventLoop = new EventLoop();
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(null)) {
            client = SocketChannel.open(listener.getLocalAddress());
            SocketChannel accepted = listener.accept();
            accepted.configureBlocking(false);
            connection = new Connection(
                    accepted, eventLoop, AnyHandler.create(), MAX_LINE_BYTES, gone -> closed.incrementAndGet());
        }
        client.configureBlocking(false);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    /** A task of the event loop, and then the loop's end. */
    private interface Turns {
        void run() throws Exception;
    }

    private void onEventLoop(Turns turns) throws Exception {
        Exception[] failure = new Exception[1];
        eventLoop.execute(() -> {
            try {
                turns.run();
            } catch (Exception e) {
                failure[0] = e;
            }
            eventLoop.close();
        });
        eventLoop.run();
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    private void send(String text) throws IOException {
        client.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    /** What has arrived so far. */
    private String received() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        while (client.read(buffer) > 0) {}
        return UTF_8.decode(buffer.flip()).toString();
    }

    /** 2,000 lines make 90 kB of replies: too many for one turn, and the others have their turns in between. */
    @Test
    void aClientWithALotToSayTakesItsTurns() throws Exception {
        send("x\n".repeat(2000));
        onEventLoop(() -> {
            long lines = 0;
            int turns = 0;
            while (lines < 2000) {
                connection.onReady();
                turns++;
                String replies = received();
                assertThat(replies.length()).isLessThanOrEqualTo(TURN_BYTES + 100);
                lines += replies.lines().count();
            }
            assertThat(turns).isGreaterThan(2000 * 40 / TURN_BYTES);
        });
    }

    @Test
    void aClientThatEndsItsInputIsClosedAfterItsReplies() throws Exception {
        send("x\n".repeat(200));
        client.shutdownOutput();
        onEventLoop(() -> {
            StringBuilder replies = new StringBuilder();
            while (closed.get() == 0) {
                connection.onReady();
                replies.append(received());
            }
            assertThat(replies.toString().lines()).hasSize(200);
        });
    }

    @Test
    void afterALineTooLongTheConnectionLingersUntilTheClientCloses() throws Exception {
        send("x\n" + "y".repeat(MAX_LINE_BYTES + 1));
        onEventLoop(() -> {
            connection.onReady();
            assertThat(received().lines()).hasSize(2).last().asString().contains("line_too_long");
            assertThat(client.read(ByteBuffer.allocate(1)))
                    .as("its output has ended")
                    .isEqualTo(-1);
            send("\nmore\n{}\n");
            connection.onReady();
            assertThat(closed).as("it lingers").hasValue(0);
            client.close();
            connection.onReady();
            assertThat(closed).hasValue(1);
        });
    }

    /** The client stays: first it sends, and then it is silent. */
    @Test
    void aClientThatIsSilentAfterItsLastReplyIsClosed() throws Exception {
        send("y".repeat(MAX_LINE_BYTES + 1));
        Thread loop = new Thread(() -> {
            try {
                eventLoop.run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        loop.start();
        await().until(() -> received().contains("line_too_long"));
        await().until(() -> closed.get() > 0);
        eventLoop.close();
        loop.join();
    }

    @Test
    void aConnectionKeepsNoBytesOnceItsRepliesAreWritten() throws Exception {
        send("x\n".repeat(50));
        onEventLoop(() -> {
            connection.onReady();
            while (received().isEmpty()) {}
            connection.onReady();
            assertThat(connection)
                    .extracting("unwritten")
                    .extracting("capacity")
                    .isEqualTo(0);
        });
    }
}
