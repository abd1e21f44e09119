package tenstages.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A program of its own: a cluster of brokers on this machine, for servers that are given its address. */
@Command(
        name = "cluster",
        header = "Runs a cluster of brokers on this machine, until Ctrl+C.",
        description = "A broker that is killed is started again after ten seconds.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Cluster implements Callable<Integer> {
    private static final int PAUSE_MS = 10_000;
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int MOST_BROKERS = 9;
    private static final int MOST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Option(names = "--brokers", defaultValue = "3", description = "How many.")
    private int count;

    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "Port of the first broker; the others follow (0: any).")
    private int port;

    @Option(names = "--data", defaultValue = "tenstages-cluster", description = "Folder of the brokers.")
    private Path data;

    private final List<OwnBroker> brokers = new CopyOnWriteArrayList<>();

    private Cluster() {}

    /** Exits with 2 for a user's mistake and with 1 for any other failure. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new Cluster())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    System.err.println(failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireRange("--brokers", count, 1, MOST_BROKERS);
        requireRange("--port", port, 0, MOST_PORT - count + 1);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        List<Node> nodes = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            nodes.add(Node.of(id, port == 0 ? 0 : port + id - 1, folder(id)));
        }
        for (Node node : nodes) {
            OwnBroker broker = new OwnBroker(node, nodes, folder(node.id()), PAUSE_MS);
            broker.start();
            brokers.add(broker);
        }
        for (OwnBroker broker : brokers) {
            broker.awaitServing();
            System.out.println("broker at " + broker.address() + ", process " + broker.pid());
        }
        System.out.println(
                "--bootstrap " + brokers.stream().map(OwnBroker::address).collect(Collectors.joining(",")));
        System.out.println("listening on " + brokers.get(0).address());
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    /** So that the port of each broker is one. */
    private void requireRange(String option, int value, int from, int to) {
        if (value < from || value > to) {
            throw new ParameterException(
                    spec.commandLine(), option + ": must be from " + from + " to " + to + ", not " + value);
        }
    }

    private Path folder(int id) {
        return data.resolve(String.valueOf(id));
    }

    private void stop() {
        long deadline = System.nanoTime() + STOP_NANOS;
        brokers.parallelStream().forEach(broker -> broker.stop(deadline));
    }
}
