package tenstages.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.ProcessFigures;
import tenstages.loadgen.process.ServerProcess;

/** The verb {@code scale}: throughput and memory of beyond/speed by the number of connections, and of users. */
@Command(
        name = "scale",
        description =
                "Throughput and memory of beyond/speed, for more and more connections, and for more and more users.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class ScaleCommand implements Callable<Integer> {
    private static final int PIPELINE = 16;
    private static final int USERS = 1000;
    private static final int CONNECTIONS = 50;

    /** Lines that the client keeps ready. */
    private static final int SLICE = 1_000_000;

    private static final double LEAST_SECONDS = 0.1;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Option(
            names = "--connections",
            split = ",",
            defaultValue = "1,10,100,1000,10000",
            description = "Numbers of connections.")
    private List<Integer> connections;

    @Option(names = "--users", split = ",", defaultValue = "1000,100000,10000000", description = "Numbers of users.")
    private List<Integer> users;

    @Option(names = "--seconds", defaultValue = "5", description = "Seconds for each number of connections.")
    private int seconds;

    @Override
    public Integer call() throws IOException {
        Report byConnections = new Report("by connections: " + USERS + " users, pipeline " + PIPELINE);
        byConnections.row("connections", "replies/s", "p99", "resident", "live heap");
        for (int count : connections) {
            withConnections(byConnections, count);
        }
        byConnections.print();
        Report byUsers = new Report("by users: " + CONNECTIONS + " connections, pipeline " + PIPELINE);
        byUsers.row("users", "new, events/s", "again, events/s", "rejected", "resident", "live heap", "bytes for each");
        for (int count : users) {
            withUsers(byUsers, count);
        }
        byUsers.print();
        return 0;
    }

    private void withConnections(Report report, int count) throws IOException {
        try (ServerProcess server = Load.startServer()) {
            RequestLines lines = RequestLines.events(USERS, 1);
            Load.closed(server, lines, CONNECTIONS, PIPELINE, WARM_UP);
            LoadResult result = Load.closed(server, lines, count, PIPELINE, Duration.ofSeconds(seconds));
            ProcessFigures figures = ProcessFigures.of(server);
            report.row(
                    String.valueOf(count),
                    Report.thousands(result.goodput()),
                    Report.p99(result.service()),
                    Report.megabytes(figures.residentBytes()),
                    Report.megabytes(figures.liveBytes()));
        }
    }

    private void withUsers(Report report, int count) throws IOException {
        try (ServerProcess server = Load.startServer()) {
            Load.closed(server, RequestLines.events(USERS, 1), CONNECTIONS, PIPELINE, WARM_UP);
            ProcessFigures figures = ProcessFigures.of(server);
            long before = figures.liveBytes();
            Pass first = eachUserOnce(server, count);
            Pass again = eachUserOnce(server, count);
            long live = figures.liveBytes();
            report.row(
                    String.valueOf(count),
                    first.rate(),
                    again.rate(),
                    first.rejected() + " and " + again.rejected(),
                    Report.megabytes(figures.residentBytes()),
                    Report.megabytes(live),
                    // A few users are less than the noise.
                    live > before ? String.valueOf((live - before) / count) : "-");
        }
    }

    /** Where workers are slower than the event loop, the queue is full in the end. */
    private record Pass(long accepted, long rejected, double seconds) {
        /** A pass that is over at once tells nothing of it. */
        String rate() {
            return seconds < LEAST_SECONDS ? "-" : Report.thousands(accepted / seconds);
        }
    }

    private static Pass eachUserOnce(ServerProcess server, int count) throws IOException {
        long accepted = 0;
        long rejected = 0;
        double seconds = 0;
        for (int first = 0; first < count; first += SLICE) {
            int slice = Math.min(SLICE, count - first);
            RequestLines lines = RequestLines.buysOfOne(first, slice);
            LoadResult result = Load.run(
                    new LoadPlan(server.address(), lines, CONNECTIONS, PIPELINE, null, TIMEOUT, slice, TIMEOUT));
            accepted += result.accepted();
            rejected += result.rejected();
            seconds += result.seconds();
        }
        return new Pass(accepted, rejected, seconds);
    }
}
