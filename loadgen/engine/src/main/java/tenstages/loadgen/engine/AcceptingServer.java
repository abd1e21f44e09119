package tenstages.loadgen.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A server of one thread that accepts each line but every hundredth, which it rejects. It owns all that it opens. */
final class AcceptingServer implements AutoCloseable {
    private static final byte[] ACCEPTED = "{\"status\":\"accepted\"}\n".getBytes(UTF_8);
    private static final byte[] REJECTED = "{\"status\":\"rejected\",\"reason\":\"server_busy\"}\n".getBytes(UTF_8);
    private static final int REJECT_EVERY = 100;
    private static final int READ_BYTES = 16 * 1024;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final InetSocketAddress address;
    private final Thread thread = new Thread(this::run, "accepting-server");

    // shared between threads
    private volatile boolean closed;

    // its own thread only
    private final ByteBuffer requests = ByteBuffer.allocateDirect(READ_BYTES);
    private final ByteBuffer replies = ByteBuffer.allocateDirect(READ_BYTES * REJECTED.length);
    private long lines;

    /** Serves at once, on a free port of the loopback interface. */
    AcceptingServer() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = (InetSocketAddress) listener.getLocalAddress();
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return address;
    }

    /** Returns at once; the thread closes what is open. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void run() {
        try (selector;
                listener) {
            while (!closed) {
                selector.select(this::serve);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel client = listener.accept();
                client.configureBlocking(false);
                client.register(selector, SelectionKey.OP_READ);
            } else if (key.isReadable()) {
                reply(key);
            } else {
                write(key, (ByteBuffer) key.attachment());
            }
        } catch (IOException e) {
            close(key.channel());
        }
    }

    /** A client is gone, or there is no file descriptor for one: then whoever connects next hears so. */
    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing left to do for it.
        }
    }

    private void reply(SelectionKey key) throws IOException {
        SocketChannel client = (SocketChannel) key.channel();
        if (client.read(requests.clear()) < 0) {
            client.close();
            return;
        }
        requests.flip();
        replies.clear();
        while (requests.hasRemaining()) {
            if (requests.get() == '\n') {
                replies.put(++lines % REJECT_EVERY == 0 ? REJECTED : ACCEPTED);
            }
        }
        write(key, replies.flip());
    }

    /** What the socket does not take waits, and no more is read until then. */
    private static void write(SelectionKey key, ByteBuffer bytes) throws IOException {
        ((SocketChannel) key.channel()).write(bytes);
        boolean rest = bytes.hasRemaining();
        if (rest) {
            key.attach(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
        }
        key.interestOps(rest ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
}
