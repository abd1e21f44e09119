package tenstages.loadgen.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * A server that somebody else has started: it can be talked to, and not be signalled.
 *
 * @param address where it listens
 */
public record RunningServer(InetSocketAddress address) implements Server {
    /** Nobody knows; so it does. */
    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public void signal(String name) throws IOException {
        throw new IOException("a server that was not started here cannot be sent a signal");
    }

    @Override
    public int awaitExit(Duration timeout) {
        return -1;
    }

    @Override
    public List<String> stdoutLines() {
        return List.of();
    }

    @Override
    public List<String> lastLines() {
        return List.of();
    }

    /** It goes on. */
    @Override
    public void close() {}
}
