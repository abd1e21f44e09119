package tenstages.loadgen.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The cluster of {@code beyond/kafka}, in a process of its own. */
public final class ClusterProcess implements Cluster {
    private static final Pattern BROKER = Pattern.compile("broker at (.+), process (\\d+)");

    private final ServerProcess process;
    private final List<Matcher> brokers;

    private ClusterProcess(ServerProcess process) {
        this.process = process;
        brokers = process.stdoutLines().stream()
                .map(BROKER::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    /** Starts three brokers, and waits until they serve. Throws IOException if they do not, or have not been built. */
    public static ClusterProcess start(Path jar, Path data) throws IOException {
        return new ClusterProcess(ServerProcess.start(List.of(
                JavaCommand.java(),
                "-cp",
                jar.toString(),
                "tenstages.server.Cluster",
                "--port",
                "0",
                "--data",
                data.toString())));
    }

    @Override
    public String bootstrap() {
        return brokers.stream().map(broker -> broker.group(1)).collect(Collectors.joining(","));
    }

    @Override
    public void killBroker() throws IOException {
        long pid = Long.parseLong(brokers.get(0).group(2));
        if (!ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false)) {
            throw new IOException("could not kill the broker, process " + pid);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
