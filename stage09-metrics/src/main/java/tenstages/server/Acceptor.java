package tenstages.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;

/**
 * Listens, and makes a {@link Connection} of each client, up to a limit. Event loop thread only, once the loop runs.
 */
final class Acceptor implements EventLoop.Attachment {
    /** Clients the kernel may keep waiting between two turns of the loop. */
    private static final int BACKLOG = 1024;

    /** Clients admitted in one turn of the loop. */
    private static final int TURN_ACCEPTS = 64;

    private static final long ACCEPT_PAUSE_MS = 100;

    // fixed at construction
    private final Config config;
    private final EventLoop eventLoop;
    private final Handler handler;
    private final ServerSocketChannel listener;
    private final SelectionKey key;

    // event loop thread only
    private boolean failureReported;
    private final Set<Connection> connections = new HashSet<>();

    /** Listens at once. Throws IOException, with a message for the user, if it cannot. */
    Acceptor(Config config, EventLoop eventLoop, Handler handler) throws IOException {
        this.config = config;
        this.eventLoop = eventLoop;
        this.handler = handler;
        // To close its first channel, the JDK needs a file descriptor of its own. If there is none left by then, it can
        // never close a channel again (JDK 17: NoClassDefFoundError). So the first one is closed now.
        SocketChannel.open().close();
        listener = listen(config.host(), config.port());
        listener.configureBlocking(false);
        key = eventLoop.register(listener, SelectionKey.OP_ACCEPT, this);
    }

    private static ServerSocketChannel listen(String host, int port) throws IOException {
        try {
            return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
        } catch (IOException e) {
            // The process ends of it, and the channel with it.
            throw new IOException("cannot listen on " + host + ":" + port + " (--host, --port): " + e.getMessage(), e);
        }
    }

    /** Where it listens, as host:port. Any thread may call it. */
    String address() {
        return config.host() + ":" + listener.socket().getLocalPort();
    }

    @Override
    public void onReady() {
        try {
            for (int i = 0; i < TURN_ACCEPTS; i++) {
                SocketChannel client = listener.accept();
                if (client == null) {
                    return;
                }
                admit(client);
            }
        } catch (IOException e) {
            pause(e);
        }
    }

    /** Takes no further client. */
    @Override
    public void close() {
        assert eventLoop.isCurrentThread();
        EventLoop.closeQuietly(listener);
    }

    private void admit(SocketChannel client) {
        try {
            client.configureBlocking(false);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (connections.size() < config.maxConnections()) {
                connections.add(new Connection(client, eventLoop, handler, config.maxLineBytes(), this::remove));
            } else {
                turnAway(client);
            }
        } catch (IOException e) {
            // It left before it was served.
            EventLoop.closeQuietly(client);
        }
    }

    private void remove(Connection closed) {
        connections.remove(closed);
    }

    /**
     * Reads what the client has sent by now, up to one buffer of it, because closing with unread input makes TCP send a
     * reset. What is more, or comes later, still causes one: to linger would take a place that others wait for.
     */
    private void turnAway(SocketChannel client) throws IOException {
        client.read(eventLoop.readBuffer.clear());
        client.write(ByteBuffer.wrap(Reply.TOO_MANY_CONNECTIONS.bytes()));
        client.close();
    }

    /**
     * Accepting fails when the process has no file descriptor left. The waiting client makes the listener ready again
     * at once, so accepting pauses for a moment; otherwise the loop would spin.
     */
    private void pause(IOException e) {
        if (!failureReported) {
            failureReported = true;
            Output.STDERR.println("cannot accept, will keep trying: " + e.getMessage());
        }
        key.interestOps(0);
        eventLoop.schedule(ACCEPT_PAUSE_MS, () -> {
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_ACCEPT);
            }
        });
    }
}
