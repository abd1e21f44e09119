package tenstages.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import tenstages.loadgen.wire.LineClient;

/** A server inside the test, serving on a thread named {@code event-loop} until it is closed. */
final class RunningServer implements AutoCloseable {
    private final Server server;
    private final Thread thread;

    RunningServer(Server server) {
        this.server = server;
        thread = new Thread(this::run, "event-loop");
        thread.start();
    }

    private void run() {
        try {
            server.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        String address = server.address();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    LineClient connect() throws IOException {
        return new LineClient(address(), Duration.ofSeconds(20));
    }

    /** Waits for the server to end by itself. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    @Override
    public void close() throws Exception {
        server.close();
        thread.join();
    }
}
