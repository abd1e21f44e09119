package tenstages.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import tenstages.loadgen.protocol.LineClient;

/** A server inside the test, accepting on a thread named {@code acceptor} until it is closed. */
final class RunningServer implements AutoCloseable {
    private final Server server;
    private final Thread thread;

    RunningServer(Server server) {
        this.server = server;
        thread = new Thread(server::run, "acceptor");
        thread.start();
    }

    LineClient connect() throws IOException {
        return connect(server);
    }

    /** The server listens, and need not accept yet. */
    static LineClient connect(Server server) throws IOException {
        String address = server.address();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return new LineClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Duration.ofSeconds(20));
    }

    @Override
    public void close() throws Exception {
        server.close();
        thread.join();
    }
}
