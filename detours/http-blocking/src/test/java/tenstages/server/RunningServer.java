package tenstages.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import tenstages.loadgen.protocol.LineClient;

/** A server inside the test, serving on a thread of its own until it is closed. */
final class RunningServer implements AutoCloseable {
    private final Server server;
    private final Thread thread;

    RunningServer(Config config, Handler handler) throws IOException {
        server = new Server(config, handler);
        thread = new Thread(server::run);
        thread.start();
    }

    LineClient connect() throws IOException {
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
