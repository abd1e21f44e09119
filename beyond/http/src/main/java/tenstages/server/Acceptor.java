package tenstages.server;

import java.io.ByteArrayOutputStream;
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

    private static final long LOOK_PAUSE_MS = 100;

    // fixed at construction
    private final Config config;
    private final EventLoop eventLoop;
    private final Handler handler;
    private final ServerSocketChannel listener;
    private final SelectionKey key;
    private final HttpDate date = new HttpDate(System::currentTimeMillis);

    // event loop thread only
    private boolean failureReported;
    private final Set<Connection> connections = new HashSet<>();
    private Runnable whenEmpty = () -> {};

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
        eventLoop.schedule(LOOK_PAUSE_MS, this::endWhatIsLate);
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

    /** Closes each connection once its replies are written, and runs the task when the last one is closed. */
    void closeConnectionsWhenWritten(Runnable whenClosed) {
        assert eventLoop.isCurrentThread();
        whenEmpty = whenClosed;
        connections.forEach(Connection::closeWhenWritten);
        if (connections.isEmpty()) {
            whenClosed.run();
        }
    }

    private void admit(SocketChannel client) {
        try {
            client.configureBlocking(false);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (connections.size() < config.maxConnections()) {
                connections.add(new Connection(client, eventLoop, handler, config, date, this::remove));
                handler.serves(connections.size());
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
        handler.serves(connections.size());
        if (connections.isEmpty()) {
            whenEmpty.run();
        }
    }

    /**
     * One look at all of them is cheap, and ten a second are enough. A timer of each would be one more thing to keep
     * for every request, and to forget again. It is a copy, because those that end leave the set.
     */
    private void endWhatIsLate() {
        for (Connection connection : connections.toArray(new Connection[0])) {
            connection.endWhatIsLate();
        }
        eventLoop.schedule(LOOK_PAUSE_MS, this::endWhatIsLate);
    }

    /**
     * Reads what the client has sent by now, up to one buffer of it, because closing with unread input makes TCP send a
     * reset. What is more, or comes later, still causes one: to linger would take a place that others wait for.
     */
    private void turnAway(SocketChannel client) throws IOException {
        client.read(eventLoop.readBuffer.clear());
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        Reply.TOO_MANY_CONNECTIONS.writeTo(reply, date.field(), Reply.Ending.CLOSED, false);
        client.write(ByteBuffer.wrap(reply.toByteArray()));
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
