package tenstages.loadgen.film;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import tenstages.loadgen.protocol.Onlooker;
import tenstages.loadgen.protocol.Replies;

/** One client of a free session. It never blocks. Its load's thread only. */
final class SessionClient {
    /** How it behaves. */
    enum Manner {
        USUAL(""),
        DRIBBLING("dribbles"),
        DEAF("reads nothing"),
        SILENT("is silent");

        final String name;

        Manner(String name) {
            this.name = name;
        }
    }

    /** A server that does not answer is not asked for ever. */
    private static final int MOST_UNDER_WAY = 64;

    private static final int LITTLE = 4096;

    private final Manner manner;
    private final Onlooker onlooker;
    private final SocketChannel channel = SocketChannel.open();
    private final SelectionKey key;
    private final ByteArrayOutputStream reply = new ByteArrayOutputStream();
    private ByteBuffer unwritten = ByteBuffer.allocate(0);
    private int underWay;

    /** Connects, and is told by the selector when it has. */
    SessionClient(Selector selector, InetSocketAddress server, Manner manner, Onlooker onlooker) throws IOException {
        this.manner = manner;
        this.onlooker = onlooker;
        try {
            channel.configureBlocking(false);
            if (manner == Manner.DEAF) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, LITTLE);
            }
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(server);
            key = channel.register(selector, connected ? reading() : SelectionKey.OP_CONNECT, this);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private int reading() {
        return manner == Manner.DEAF ? 0 : SelectionKey.OP_READ;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether it would send another line now. */
    boolean isFree() {
        return channel.isConnected()
                && !unwritten.hasRemaining()
                && (underWay < MOST_UNDER_WAY || manner == Manner.DEAF);
    }

    /** Has this line to send; it is sent as far as the server takes it. */
    void send(String line) {
        unwritten = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
        write(unwritten.capacity());
    }

    /** Sends the next byte of what it has to send, or the first one of this line. */
    void dribble(String line) {
        if (isFree()) {
            unwritten = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
        }
        write(1);
    }

    /** Sends what it still has to send. */
    void goOn() {
        if (unwritten.hasRemaining() && manner != Manner.DRIBBLING) {
            write(unwritten.remaining());
        }
    }

    private void write(int most) {
        if (!channel.isConnected() || !unwritten.hasRemaining()) {
            return;
        }
        try {
            ByteBuffer part = unwritten.slice().limit(Math.min(most, unwritten.remaining()));
            unwritten.position(unwritten.position() + channel.write(part));
            if (!unwritten.hasRemaining()) {
                underWay++;
                onlooker.sent(1);
            }
        } catch (IOException e) {
            close();
        }
    }

    /** The selector says that something is to be done; the buffer is for what is read. */
    void ready(ByteBuffer buffer) {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                key.interestOps(reading());
            } else if (key.isReadable()) {
                read(buffer);
            }
        } catch (IOException e) {
            close();
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        int count = channel.read(buffer.clear());
        if (count < 0) {
            close();
        }
        for (int i = 0; i < count; i++) {
            byte next = buffer.get(i);
            if (next == '\n') {
                underWay = Math.max(0, underWay - 1);
                onlooker.heard(Replies.heard(reply.toString(UTF_8)));
                reply.reset();
            } else if (reply.size() < LITTLE) {
                reply.write(next);
            }
        }
    }

    void close() {
        onlooker.left();
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing left to do for it.
        }
    }
}
