package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a client keeps its place after its last reply. Time passes when the test says so. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LingeringCloseTest {
    private static final int PAUSE_MS = 50;
    private static final int SILENT_PAUSES = 20;
    private static final int MOST_PAUSES = 100;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger closed = new AtomicInteger();
    private EventLoop eventLoop;
    private Thread thread;
    private SocketChannel client;
    private SocketChannel accepted;

    @BeforeEach
    void begin() throws Exception {
        eventLoop = new EventLoop(nanos::get);
        thread = new Thread(() -> attempt(eventLoop::run), "event-loop");
        thread.start();
        try (ServerSocketChannel listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            client = SocketChannel.open(listener.getLocalAddress());
            accepted = listener.accept();
        }
        accepted.configureBlocking(false);
        LingeringClose lingering = new LingeringClose(accepted, eventLoop, closed::incrementAndGet);
        onEventLoop(() -> attempt(lingering::begin));
    }

    @AfterEach
    void end() throws Exception {
        eventLoop.close();
        thread.join();
        client.close();
        accepted.close();
    }

    @Test
    void whoIsSilentHasASecond() {
        for (int pause = 1; pause < SILENT_PAUSES; pause++) {
            pass();
        }
        assertThat(closed).hasValue(0);
        pass();
        assertThat(closed).hasValue(1);
    }

    @Test
    void whoGoesOnHasFive() throws IOException {
        for (int pause = 1; pause <= MOST_PAUSES; pause++) {
            client.write(ByteBuffer.wrap("more".getBytes(UTF_8)));
            pass();
        }
        assertThat(closed).hasValue(0);
        pass();
        assertThat(closed).hasValue(1);
    }

    /** One pause; what is due after it is done when this returns. */
    private void pass() {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
        // Of what is due in one round the first one may run last.
        onEventLoop(() -> {});
        onEventLoop(() -> {});
    }

    private void onEventLoop(Runnable task) {
        CompletableFuture.runAsync(task, eventLoop::execute).join();
    }

    /** Something that may throw. */
    private interface Attempt {
        void run() throws IOException;
    }

    private static void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
