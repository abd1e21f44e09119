package tenstages.loadgen.model;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tenstages.loadgen.process.Server;

/** A server that prints what the test says. */
public record Quoting(Server server, List<String> said) implements Server {
    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public boolean isAlive() {
        return server.isAlive();
    }

    @Override
    public void signal(String name) throws IOException {
        server.signal(name);
    }

    @Override
    public int awaitExit(Duration timeout) {
        return server.awaitExit(timeout);
    }

    @Override
    public List<String> stdoutLines() {
        List<String> lines = new ArrayList<>(server.stdoutLines());
        lines.addAll(said);
        return lines;
    }

    @Override
    public List<String> lastLines() {
        return stdoutLines();
    }

    @Override
    public long lineCount() {
        return lastLines().size();
    }

    @Override
    public List<String> linesSince(long count) {
        return lastLines().stream().skip(count).toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
