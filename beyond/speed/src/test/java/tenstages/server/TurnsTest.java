package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client with a lot to say takes turns with the others. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnsTest {
    private static final int LINES = 1900;
    private static final String LINE = "xxxxxxx\n";

    /**
     * The replies to 1,900 lines are too many for one turn. Somebody else, who is always ready, has turns in between, and
     * sees the replies come in pieces.
     */
    @Test
    void aTurnEndsAfterSoManyBytesOfReplies() throws Exception {
        List<Integer> pieces = piecesOfReplies(LINE, LINES);
        assertThat(pieces).hasSizeGreaterThan(2);
        assertThat(pieces).allSatisfy(lines -> assertThat(lines).isLessThan(LINES * 3 / 4));
    }

    /** Fifty lines fit into one read, and their replies into one turn, if only each did not take so long to be refused. */
    @Test
    void aTurnEndsAfterSomeTime() throws Exception {
        assertThat(piecesOfReplies("[".repeat(300) + "\n", 50)).hasSizeGreaterThan(1);
    }

    /** How many replies come together, one number for each turn. */
    private static List<Integer> piecesOfReplies(String line, int count) throws Exception {
        List<Integer> pieces = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(count);
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), AnyHandler.create());
                SocketChannel client = SocketChannel.open(server.address());
                Pipe.SinkChannel sink = Pipe.open().sink()) {
            client.configureBlocking(false);
            sink.configureBlocking(false);
            server.eventLoop.execute(() -> watch(server.eventLoop, sink, () -> {
                int lines = linesReceived(client);
                if (lines > 0) {
                    pieces.add(lines);
                }
                for (int i = 0; i < lines; i++) {
                    all.countDown();
                }
            }));
            // After the watch has been handed over: it would miss the first turns.
            client.write(ByteBuffer.wrap(line.repeat(count).getBytes(UTF_8)));
            all.await();
        }
        return pieces;
    }

    private static int linesReceived(SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        while (client.read(buffer) > 0) {}
        return (int) UTF_8.decode(buffer.flip()).chars().filter(c -> c == '\n').count();
    }

    /** Something that may throw. */
    private interface Watcher {
        void look() throws IOException;
    }

    private static void watch(EventLoop eventLoop, Pipe.SinkChannel alwaysReady, Watcher watcher) {
        try {
            eventLoop.register(alwaysReady, SelectionKey.OP_WRITE, new EventLoop.Attachment() {
                @Override
                public void onReady() throws IOException {
                    watcher.look();
                }

                @Override
                public void close() {}
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
