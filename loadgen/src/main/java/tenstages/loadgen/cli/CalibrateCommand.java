package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.engine.WarmUp;
import tenstages.loadgen.process.EchoProgram;
import tenstages.loadgen.process.MachineWatch;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.report.RowsFile;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.Text;
import tenstages.loadgen.report.WholeFile;

/** The verb {@code calibrate}: can this client be trusted, here and now? */
@Command(
        name = "calibrate",
        header = "Measures this client: what it can do at most, and whether it sees a stall.",
        description = {
            "",
            "Loads a built-in echo as fast as it can, and a built-in server that stops for a known time. The"
                    + " exit code is 0"
                    + " if the open loop sees that stop and the closed loop does not, else 1.",
            ""
        },
        mixinStandardHelpOptions = true)
final class CalibrateCommand implements Callable<Integer> {
    private static final int CONNECTIONS = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CEILING = Duration.ofSeconds(4);
    private static final Duration STALL_AFTER = Duration.ofSeconds(2);
    private static final Duration STALL = Duration.ofMillis(1400);
    private static final Duration STALL_RUN = Duration.ofSeconds(6);
    private static final double RATE = 2000;
    private static final double TRUTH = STALL.toNanos() - 0.01 * STALL_RUN.toNanos();
    private static final double TOLERANCE = 0.1;

    /** The rows of both tables. */
    private final List<List<String>> told = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the rows of both tables as JSON too.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        OutputFile.check(spec.commandLine(), "-o", output);
        try (MachineWatch machine = new MachineWatch()) {
            ceiling();
            int exitCode = Busy.or(stall(), machine);
            if (output != null) {
                WholeFile.write(output, RowsFile.json(told) + "\n");
            }
            return exitCode;
        }
    }

    private void ceiling() throws IOException {
        System.out.println("What this client can do at most here, with " + CONNECTIONS + " connections to an echo:\n");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("pipeline", "replies/s", "of a core"));
        try (ServerProcess echo = EchoProgram.start()) {
            for (int pipeline : new int[] {1, 16, 64}) {
                ProgressLine.show("pipeline " + pipeline + " …");
                WarmUp.run(plan(echo, pipeline, null, CEILING), WarmUp.MOST, () -> false);
                LoadResult result = closedLoop(echo, pipeline, CEILING);
                rows.add(List.of(
                        String.valueOf(pipeline),
                        Text.count(result.throughput()),
                        "%.0f %%".formatted(100 * result.client().cpuShare())));
            }
        }
        ProgressLine.clear();
        told.addAll(rows);
        System.out.println(Text.table(rows, Terminal.width()));
    }

    private int stall() throws IOException {
        double open;
        double closed;
        ProgressLine.show("a server that stops …");
        try (ServerProcess server = EchoProgram.start(STALL_AFTER, STALL)) {
            open = run(server, 1, Arrivals.uniform(RATE), STALL_RUN).response().getValueAtPercentile(99);
        }
        try (ServerProcess server = EchoProgram.start(STALL_AFTER, STALL)) {
            closed = closedLoop(server, 1, STALL_RUN).response().getValueAtPercentile(99);
        }
        ProgressLine.clear();
        told.addAll(rows(open, closed));
        return judge(open, closed);
    }

    /**
     * Says what the two loops saw of the stall, by the 99th percentiles of their response times in nanoseconds, and
     * returns the exit code. Of the requests that are due evenly over the run, those in the stall wait for its end: the
     * longest 1 % of all wait at least the stall less 1 % of the run.
     */
    static int judge(double open, double closed) {
        System.out.println(
                "A server that stops once, for " + Text.time(STALL.toNanos()) + ". p99 of response times:\n");
        System.out.println(Text.table(rows(open, closed), Terminal.width()));
        return isSeen(open) && isHidden(closed) ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static List<List<String>> rows(double open, double closed) {
        return List.of(
                List.of(
                        "by arithmetic",
                        Text.time(TRUTH),
                        "the slowest 1 % of all requests came at the beginning of the stop, or "
                                + Text.time(0.01 * STALL_RUN.toNanos()) + " later at most"),
                List.of("open loop", Text.time(open), isSeen(open) ? "seen" : "MISSED"),
                List.of(
                        "closed loop",
                        Text.time(closed),
                        isHidden(closed) ? "hidden: it stops asking while the server stops" : "NOT HIDDEN"));
    }

    private static boolean isSeen(double open) {
        return Math.abs(open - TRUTH) <= TOLERANCE * TRUTH;
    }

    private static boolean isHidden(double closed) {
        return closed < TRUTH / 10;
    }

    private static LoadResult closedLoop(ServerProcess server, int pipeline, Duration duration) throws IOException {
        return run(server, pipeline, null, duration);
    }

    private static LoadResult run(ServerProcess server, int pipeline, Arrivals arrivals, Duration duration)
            throws IOException {
        return new LoadEngine(plan(server, pipeline, arrivals, duration), progress -> {}).run();
    }

    private static LoadPlan plan(ServerProcess server, int pipeline, Arrivals arrivals, Duration duration) {
        return new LoadPlan(
                server.address(),
                RequestLines.events(1000, 1),
                CONNECTIONS,
                pipeline,
                arrivals,
                duration,
                Long.MAX_VALUE,
                TIMEOUT);
    }
}
