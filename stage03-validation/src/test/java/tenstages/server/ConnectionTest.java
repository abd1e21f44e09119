package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionTest {
    private static final int MAX_LINE_BYTES = 100;

    private final AtomicInteger closed = new AtomicInteger();
    private EventLoop eventLoop;
    private SocketChannel client;
    private Connection connection;

    @BeforeEach
    void connect() throws IOException {
        eventLoop = new EventLoop(System::nanoTime);
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(null)) {
            client = SocketChannel.open(listener.getLocalAddress());
            SocketChannel accepted = listener.accept();
            accepted.configureBlocking(false);
            connection = new Connection(accepted, eventLoop, AnyHandler.create(), MAX_LINE_BYTES, gone -> {
                closed.incrementAndGet();
                eventLoop.close();
            });
        }
        client.configureBlocking(false);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
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

    @Test
    void aClientThatEndsItsInputIsClosedAfterItsReplies() throws Exception {
        send("x\n".repeat(200));
        client.shutdownOutput();
        runUntilClosed();
        assertThat(received().lines()).hasSize(200);
    }

    @Test
    void afterALineTooLongTheConnectionLingersUntilTheClientCloses() throws Exception {
        send("x\n" + "y".repeat(MAX_LINE_BYTES + 1));
        Thread loop = started(this::runUntilClosed);
        StringBuilder replies = new StringBuilder();
        await().until(() -> replies.append(received()).toString().contains("line_too_long"));
        assertThat(replies.toString().lines()).hasSize(2);
        await().until(() -> client.read(ByteBuffer.allocate(1)) == -1);
        for (int i = 0; i < 10; i++) {
            send("more\n{}\n");
        }
        assertThat(closed).as("it lingers").hasValue(0);
        client.close();
        loop.join();
    }

    /** It would otherwise be answered if the last reply can be written only in parts. */
    @Test
    void whatFollowsALastReplyIsForgotten() throws Exception {
        send("GET / HTTP/1.1\n" + "x\n".repeat(50));
        Thread loop = started(this::runUntilClosed);
        await().until(() -> received().contains("not_http"));
        Field decoder = Connection.class.getDeclaredField("decoder");
        decoder.setAccessible(true);
        assertThat(decoder.get(connection)).extracting("bytes").isEqualTo(new byte[0]);
        client.close();
        loop.join();
    }

    /** The client stays, and is silent. */
    @Test
    void aClientThatIsSilentAfterItsLastReplyIsClosed() throws Exception {
        send("y".repeat(MAX_LINE_BYTES + 1));
        runUntilClosed();
        assertThat(received()).contains("line_too_long");
    }

    @Test
    void aConnectionKeepsNoBytesOnceItsRepliesAreWritten() throws Exception {
        send("x\n".repeat(50));
        Thread loop = started(this::runUntilClosed);
        await().until(() -> !received().isEmpty());
        Field unwritten = Connection.class.getDeclaredField("unwritten");
        unwritten.setAccessible(true);
        await().until(() -> ((ByteBuffer) unwritten.get(connection)).capacity() == 0);
        client.close();
        loop.join();
    }

    private void runUntilClosed() throws IOException {
        eventLoop.run();
        assertThat(closed.get()).isPositive();
    }

    /** Something that may throw. */
    private interface Task {
        void run() throws Exception;
    }

    private static Thread started(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        return thread;
    }
}
