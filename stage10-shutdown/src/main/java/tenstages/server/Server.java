package tenstages.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The event loop: one thread that waits until a socket is ready and serves it, without ever waiting for a client.
 *
 * <pre>
 *              +------------------ event loop -----------------+
 *   clients -> | select -> accept -> Connection -> LineDecoder |
 *           <- |           read, write     <-      Handler     |
 *              +-----------------------------------------------+
 * </pre>
 *
 * <p>Sockets, keys and connections are touched by the event loop thread alone. Another thread that wants something of
 * them hands it over with {@link #execute} and never touches them itself.
 */
final class Server implements AutoCloseable {
    /** Clients the kernel may keep waiting between two turns of the loop. */
    private static final int BACKLOG = 1024;

    private static final int READ_BUFFER_BYTES = 16 * 1024;
    private static final long ACCEPT_PAUSE_MS = 100;
    private static final long FINISHING_PAUSE_MS = 10;
    private static final long LINGER_MS = 500;

    // fixed at construction
    private final Config config;
    private final Handler handler;
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final SelectionKey acceptKey;

    // shared between threads
    /** Volatile, so that the loop that close() wakes up sees it. */
    private volatile boolean closed;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    // event loop thread only
    private Thread eventLoop;
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
    private boolean acceptPaused;
    private long acceptAgainAt;
    private boolean acceptFailureReported;
    private int connections;
    private boolean finishing;
    private long deadline;
    private long servedAt;

    /** Opens and binds; nothing runs yet. Throws IOException, with a message for the user, if it cannot listen. */
    Server(Config config, Handler handler) throws IOException {
        this.config = config;
        this.handler = handler;
        listener = listen(config.host(), config.port());
        listener.configureBlocking(false);
        selector = Selector.open();
        acceptKey = listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    private static ServerSocketChannel listen(String host, int port) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            return listener.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    /** Where it listens, as host:port. */
    String address() {
        return config.host() + ":" + listener.socket().getLocalPort();
    }

    /** Serves until it is closed or has finished; the calling thread is the event loop. Closes everything at the end. */
    void run() throws IOException {
        eventLoop = Thread.currentThread();
        try {
            while (!closed && !finished()) {
                runTasks();
                if (selector.select(this::dispatch, pauseMillis()) > 0) {
                    servedAt = System.nanoTime();
                }
                resumeAccepting();
            }
        } finally {
            closeAll();
            ended.countDown();
        }
    }

    /** Has the event loop end, without waiting for it. Any thread may call it. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    /** Has the event loop run the task soon. Any thread may call it. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** New clients are refused by the kernel from now on, and new events by the handler. Event loop thread only. */
    void refuseWork() {
        assert Thread.currentThread() == eventLoop;
        acceptPaused = false;
        closeQuietly(listener);
        handler.refuseEvents();
    }

    /**
     * Has the loop end once every reply is written and every client has closed its side, or is silent for a moment; after
     * the deadline ({@link System#nanoTime()}) it takes one more turn at most. Event loop thread only.
     */
    void finish(long deadline) {
        assert Thread.currentThread() == eventLoop;
        finishing = true;
        this.deadline = deadline;
        for (SelectionKey key : selector.keys()) {
            if (key.isValid()) {
                ((Connection) key.attachment()).finish();
            }
        }
    }

    /** Waits for the event loop to end, until the deadline at most. Any other thread may call it. */
    void awaitEnd(long deadline) throws InterruptedException {
        ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private long pauseMillis() {
        if (finishing) {
            return FINISHING_PAUSE_MS;
        }
        return acceptPaused ? ACCEPT_PAUSE_MS : 0;
    }

    private void dispatch(SelectionKey key) {
        if (key == acceptKey) {
            accept();
        } else {
            serve(key, (Connection) key.attachment());
        }
    }

    private void accept() {
        try {
            for (SocketChannel client = listener.accept(); client != null; client = listener.accept()) {
                admit(client);
            }
        } catch (IOException e) {
            pauseAccepting(e);
        }
    }

    private void admit(SocketChannel client) {
        try {
            client.configureBlocking(false);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (connections == config.maxConnections()) {
                Connection.refuse(client, readBuffer);
                return;
            }
            SelectionKey key = client.register(selector, SelectionKey.OP_READ);
            key.attach(new Connection(client, key, handler, config.maxLineBytes()));
            connections++;
        } catch (IOException e) {
            // It left before it was served.
            closeQuietly(client);
        }
    }

    /**
     * Accepting fails when the process has no file descriptor left. The waiting client makes the listener ready again at
     * once, so the loop looks away from it for a moment instead of spinning.
     */
    private void pauseAccepting(IOException e) {
        acceptKey.interestOps(0);
        acceptPaused = true;
        acceptAgainAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ACCEPT_PAUSE_MS);
        if (!acceptFailureReported) {
            acceptFailureReported = true;
            System.err.println("cannot accept, will keep trying: " + e.getMessage());
        }
    }

    private void resumeAccepting() {
        if (acceptPaused && System.nanoTime() - acceptAgainAt >= 0) {
            acceptPaused = false;
            acceptKey.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    /** Whatever goes wrong with one connection ends that connection alone. */
    private void serve(SelectionKey key, Connection connection) {
        try {
            if (key.isReadable()) {
                connection.onReadable(readBuffer);
            } else {
                connection.onWritable();
            }
        } catch (IOException e) {
            // The client is gone.
            connection.close();
        } catch (RuntimeException e) {
            System.err.println("a connection was closed after an unexpected failure");
            e.printStackTrace();
            connection.close();
        }
        if (!connection.isOpen()) {
            connections--;
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /**
     * A client that still sends may not have read its last replies, and closing over unread bytes would destroy them, see
     * {@link Connection#finish()}.
     */
    private boolean finished() {
        if (!finishing) {
            return false;
        }
        long now = System.nanoTime();
        boolean silent = now - servedAt >= TimeUnit.MILLISECONDS.toNanos(LINGER_MS)
                && selector.keys().stream().noneMatch(key -> key.isValid() && ((Connection) key.attachment()).isBusy());
        return connections == 0 || silent || now - deadline >= 0;
    }

    private void closeAll() throws IOException {
        for (SelectionKey key : selector.keys()) {
            closeQuietly(key.channel());
        }
        selector.close();
    }

    private static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing left to do for it.
        }
    }
}
