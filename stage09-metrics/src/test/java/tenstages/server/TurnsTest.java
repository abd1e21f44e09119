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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client with a lot to say takes turns with the others. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnsTest {
    private static final int TURN_BYTES = 4 * 1024;
    private static final int LONGEST_REPLY = 64;
    private static final long TURN_NANOS = 100_000;
    private static final String LINE = "xxxxxxx\n";

    /** No time passes, so it is only the bytes that end a turn. */
    @Test
    void aTurnEndsAfterSoManyBytesOfReplies() throws Exception {
        List<String> turns = repliesOfEachTurn(1900, new StoppedClock());
        assertThat(turns).hasSizeGreaterThan(2);
        assertThat(turns.subList(0, turns.size() - 1))
                .allSatisfy(replies -> assertThat(replies.length()).isBetween(TURN_BYTES, TURN_BYTES + LONGEST_REPLY));
    }

    /** Each look at the clock takes as long as a whole turn may, so it is only the time that ends a turn. */
    @Test
    void aTurnEndsAfterSomeTime() throws Exception {
        AtomicLong nanos = new AtomicLong();
        List<String> turns = repliesOfEachTurn(10, () -> nanos.addAndGet(TURN_NANOS));
        assertThat(turns).hasSize(10).allSatisfy(replies -> assertThat(replies.lines())
                .hasSize(1));
    }

    /**
     * Somebody else, who is always ready, has a turn between any two turns of the client, and looks what has come for
     * the client since.
     */
    private static List<String> repliesOfEachTurn(int lines, LongSupplier clock) throws Exception {
        List<String> turns = new ArrayList<>();
        CompletableFuture<Void> all = new CompletableFuture<>();
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), AnyHandler.create(), clock);
                SocketChannel client = SocketChannel.open(server.address());
                Pipe.SinkChannel alwaysReady = Pipe.open().sink()) {
            client.configureBlocking(false);
            alwaysReady.configureBlocking(false);
            server.eventLoop.execute(() -> watch(server.eventLoop, alwaysReady, () -> {
                if (all.isDone()) {
                    return;
                }
                String replies = received(client);
                if (!replies.isEmpty()) {
                    turns.add(replies);
                }
                if (turns.stream().flatMap(String::lines).count() == lines) {
                    all.complete(null);
                }
            }));
            // After the watch has been handed over: it would miss the first turns.
            client.write(ByteBuffer.wrap(LINE.repeat(lines).getBytes(UTF_8)));
            all.join();
        }
        return turns;
    }

    private static String received(SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        while (client.read(buffer) > 0) {}
        return UTF_8.decode(buffer.flip()).toString();
    }

    /** Something that may throw. */
    private interface Watcher {
        void look() throws IOException;
    }

    private static void watch(EventLoop eventLoop, Pipe.SinkChannel alwaysReady, Watcher watcher) {
        try {
            eventLoop.register(alwaysReady, SelectionKey.OP_WRITE, new EventLoop.Attachment() {
                @Override
                public void onReady() {
                    try {
                        watcher.look();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }

                @Override
                public void close() {}
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
