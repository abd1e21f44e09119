package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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

    private final List<String> turns = new ArrayList<>();
    private final CompletableFuture<Void> all = new CompletableFuture<>();

    /** No time passes, so it is only the bytes that end a turn. */
    @Test
    void aTurnEndsAfterSoManyBytesOfReplies() throws Exception {
        say(1900, new StoppedClock());
        assertThat(turns).hasSizeGreaterThan(2);
        assertThat(turns.subList(0, turns.size() - 1))
                .allSatisfy(replies -> assertThat(replies.length()).isBetween(TURN_BYTES, TURN_BYTES + LONGEST_REPLY));
    }

    /** Each look at the clock takes as long as a whole turn may, so it is only the time that ends a turn. */
    @Test
    void aTurnEndsAfterSomeTime() throws Exception {
        AtomicLong nanos = new AtomicLong();
        say(10, () -> nanos.addAndGet(TURN_NANOS));
        assertThat(turns).hasSize(10).allSatisfy(replies -> assertThat(replies.lines())
                .hasSize(1));
    }

    /** Collects the replies of each turn. */
    private void say(int lines, LongSupplier clock) throws Exception {
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), AnyHandler.create(), clock);
                SocketChannel client = SocketChannel.open(server.address())) {
            client.configureBlocking(false);
            server.eventLoop.execute(() -> lookAfterEachTurn(server.eventLoop, client, lines));
            client.write(ByteBuffer.wrap(LINE.repeat(lines).getBytes(UTF_8)));
            all.join();
        }
    }

    /** A task that comes again: it runs once whenever each of the sockets has had its turn. */
    private void lookAfterEachTurn(EventLoop eventLoop, SocketChannel client, int lines) {
        String replies = received(client);
        if (!replies.isEmpty()) {
            turns.add(replies);
        }
        if (turns.stream().flatMap(String::lines).count() == lines) {
            all.complete(null);
        } else {
            eventLoop.execute(() -> lookAfterEachTurn(eventLoop, client, lines));
        }
    }

    private static String received(SocketChannel client) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (client.read(buffer) > 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return UTF_8.decode(buffer.flip()).toString();
    }
}
