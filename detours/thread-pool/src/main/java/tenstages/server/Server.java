package tenstages.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Listens, and hands each client to the pool as a {@link Connection}, up to a limit. */
final class Server implements AutoCloseable {
    /** Clients the kernel may keep waiting to be accepted. */
    private static final int BACKLOG = 1024;

    private static final long ACCEPT_PAUSE_MS = 100;

    // fixed at construction
    private final Config config;
    private final Handler handler;
    private final ThreadPool pool;
    private final ServerSocket listener;

    // shared between threads
    private final AtomicInteger connections = new AtomicInteger();

    // accepting thread only
    private boolean failureReported;

    /** Listens at once. Throws IOException, with a message for the user, if it cannot. */
    Server(Config config, Handler handler, ThreadPool pool) throws IOException {
        this.config = config;
        this.handler = handler;
        this.pool = pool;
        // To write to or close its first socket, the JDK needs a file descriptor of its own. If there is none left by
        // then, it never can again (JDK 17: NoClassDefFoundError). So the first one is closed now.
        SocketChannel.open().close();
        listener = listen(config.host(), config.port());
    }

    private static ServerSocket listen(String host, int port) throws IOException {
        try {
            return new ServerSocket(port, BACKLOG, InetAddress.getByName(host));
        } catch (IOException e) {
            throw new IOException("cannot listen on " + host + ":" + port + " (--host, --port): " + e.getMessage(), e);
        }
    }

    /** Where it listens, as host:port. Any thread may call it. */
    String address() {
        return config.host() + ":" + listener.getLocalPort();
    }

    /** The calling thread accepts clients until the server is closed. */
    void run() {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (IOException e) {
                pauseUnlessClosed(e);
            }
        }
    }

    /** Takes no further client; those it has are served on. Any thread may call it. */
    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Serves the client, or turns it away. Accepting thread only. */
    void admit(Socket client) {
        try {
            client.setTcpNoDelay(true);
            client.setKeepAlive(true);
            if (connections.get() < config.maxConnections()) {
                connections.incrementAndGet();
                pool.execute(new Connection(client, handler, config.maxLineBytes(), connections::decrementAndGet));
            } else {
                turnAway(client);
            }
        } catch (IOException e) {
            // It left before it was served.
            Connection.closeQuietly(client);
        }
    }

    /**
     * Reads what the client has sent by now, because closing with unread input makes TCP send a reset. What comes later
     * still does: to linger would keep the next client waiting.
     */
    private static void turnAway(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        in.skipNBytes(in.available());
        client.getOutputStream().write(Reply.TOO_MANY_CONNECTIONS.bytes());
        client.close();
    }

    /** Accepting fails when the process has no file descriptor left; trying again at once would spin. */
    private void pauseUnlessClosed(IOException e) {
        if (listener.isClosed()) {
            return;
        }
        if (!failureReported) {
            failureReported = true;
            Output.STDERR.println("cannot accept, will keep trying: " + e.getMessage());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ACCEPT_PAUSE_MS));
    }
}
