package tenstages.loadgen.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One connection, over a channel that takes as much of a request, and as long for it, as the test wants. */
class LoadConnectionTest {
    private static final long WRITE_NANOS = 5_000_000;
    private static final String REPLY = "{\"status\":\"accepted\"}\n";

    private final LoadPlan plan = new LoadPlan(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            RequestLines.buysOfOne(1),
            1,
            1,
            null,
            Duration.ofSeconds(1),
            1,
            Duration.ofSeconds(1));
    private final Recorder recorder = new Recorder(plan.lines());

    @Test
    void theTimeThatTheWriteTakesIsService() throws IOException {
        try (SlowChannel channel = new SlowChannel(Integer.MAX_VALUE);
                Selector selector = Selector.open();
                SocketChannel registered = SocketChannel.open()) {
            LoadConnection connection = connection(channel, selector, registered);
            connection.enqueue(0, System.nanoTime());
            connection.write();
            assertThat(connection.read(ByteBuffer.allocate(100))).isEqualTo(1);
        }
        assertThat(recorder.service.histogram().getMinValue()).isGreaterThan(WRITE_NANOS * 9 / 10);
    }

    /** The first part leaves at once, and the rest when the socket takes it: nobody can answer before. */
    @Test
    void aRequestIsSentWhenItsLastByteIs() throws IOException {
        long writtenLast;
        long answered;
        try (SlowChannel channel = new SlowChannel(10);
                Selector selector = Selector.open();
                SocketChannel registered = SocketChannel.open()) {
            LoadConnection connection = connection(channel, selector, registered);
            connection.enqueue(0, System.nanoTime());
            connection.write();
            assertThat(registered.keyFor(selector).interestOps())
                    .isEqualTo(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            channel.most = Integer.MAX_VALUE;
            writtenLast = System.nanoTime();
            connection.write();
            assertThat(registered.keyFor(selector).interestOps()).isEqualTo(SelectionKey.OP_READ);
            connection.read(ByteBuffer.allocate(100));
            answered = System.nanoTime();
        }
        assertThat(recorder.service.histogram().getMaxValue()).isLessThan((answered - writtenLast) * 101 / 100);
    }

    /** The key belongs to another channel: its selector is never asked. */
    private LoadConnection connection(SlowChannel channel, Selector selector, SocketChannel registered)
            throws IOException {
        registered.configureBlocking(false);
        return new LoadConnection(0, channel, registered.register(selector, SelectionKey.OP_READ), plan, recorder);
    }

    /** Every write takes a while and no more than some bytes; and there is a reply to read. */
    private static final class SlowChannel extends StubChannel {
        private int most;

        private SlowChannel(int most) {
            this.most = most;
        }

        @Override
        public int write(ByteBuffer bytes) {
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < WRITE_NANOS) {
                Thread.onSpinWait();
            }
            int count = Math.min(most, bytes.remaining());
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public int read(ByteBuffer into) {
            into.put(REPLY.getBytes(UTF_8));
            return REPLY.length();
        }
    }
}
