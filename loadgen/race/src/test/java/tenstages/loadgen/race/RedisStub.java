package tenstages.loadgen.race;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tenstages.loadgen.process.Server;

/** Answers INCRBY in the protocol of Redis, each connection on a thread of its own, and hangs up on anything else. */
final class RedisStub implements Server {
    private static final int LINES = 7;

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final AtomicInteger clients = new AtomicInteger();

    RedisStub() throws IOException {
        start(this::accept);
    }

    /** How many have connected so far. */
    int clients() {
        return clients.get();
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public boolean isAlive() {
        return !listener.isClosed();
    }

    @Override
    public void signal(String name) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public int awaitExit(Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> stdoutLines() {
        return List.of();
    }

    @Override
    public List<String> lastLines() {
        return List.of();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "redis-stub");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                clients.incrementAndGet();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private static void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            while ("*3".equals(in.readLine())) {
                for (int i = 1; i < LINES; i++) {
                    in.readLine();
                }
                socket.getOutputStream().write(":7\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The client has left.
        }
    }
}
