package tenstages.loadgen.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The fastest server that a client can be measured against: it gives back every byte as it came. It can stop once for a
 * known time, to see whether a client notices. One thread.
 */
final class EchoServer {
    private static final int BACKLOG = 4096;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long TICK_MS = 1;

    private final ServerSocketChannel listener;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Duration stallAfter;
    private final Duration stall;
    private long firstByteAt;
    private boolean stalled;

    /** Stops for {@code stall}, this long after the first byte; never if it is zero. */
    EchoServer(Duration stallAfter, Duration stall) throws IOException {
        this.stallAfter = stallAfter;
        this.stall = stall;
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /** Serves until the process ends. */
    void run() throws IOException {
        while (true) {
            selector.select(this::serve, stall.isZero() || stalled ? 0 : TICK_MS);
            stallOnce();
        }
    }

    private void stallOnce() {
        boolean due = firstByteAt != 0 && System.nanoTime() - firstByteAt > stallAfter.toNanos();
        if (due && !stalled && !stall.isZero()) {
            stalled = true;
            long end = System.nanoTime() + stall.toNanos();
            for (long left = stall.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                echo(key, (SocketChannel) key.channel());
            }
        } catch (IOException e) {
            close(key);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel client = listener.accept(); client != null; client = listener.accept()) {
            client.configureBlocking(false);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.register(selector, SelectionKey.OP_READ);
        }
    }

    /** What the client does not take at once is kept, and nothing more is read until it has taken it. */
    private void echo(SelectionKey key, SocketChannel client) throws IOException {
        ByteBuffer bytes = (ByteBuffer) key.attachment();
        if (bytes == null) {
            bytes = buffer.clear();
            if (client.read(bytes) < 0) {
                close(key);
                return;
            }
            firstByteAt = firstByteAt == 0 ? System.nanoTime() : firstByteAt;
            bytes.flip();
        }
        client.write(bytes);
        if (!bytes.hasRemaining()) {
            key.attach(null);
            key.interestOps(SelectionKey.OP_READ);
        } else {
            key.attach(
                    bytes == buffer
                            ? ByteBuffer.allocate(bytes.remaining()).put(bytes).flip()
                            : bytes);
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            // There is nothing left to do for it.
        }
    }
}
