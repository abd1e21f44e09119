package tenstages.loadgen.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.EchoProgram;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.report.Text;

/** The verb {@code calibrate}: can this client be trusted, here and now? */
@Command(
        name = "calibrate",
        header = "Measures this client: what it can do at most, and whether it sees a stall.",
        description = {
            "",
            "Loads a built-in echo as fast as it can, and a built-in server that stops for a known time. The exit code is 0"
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
    private static final double TOLERANCE = 0.1;

    @Override
    public Integer call() throws IOException {
        System.out.println("What this client can do at most here, against an echo:");
        try (ServerProcess echo = EchoProgram.start()) {
            for (int pipeline : new int[] {1, 16, 64}) {
                LoadResult result = closedLoop(echo, pipeline, CEILING);
                System.out.printf(
                        "  pipeline %2d, %d connections%16s replies/s   %3.0f %% of a core%n",
                        pipeline,
                        CONNECTIONS,
                        Text.count(result.throughput()),
                        100 * result.client().cpuShare());
            }
        }
        return stall();
    }

    /**
     * Of the requests that are due evenly over the run, those in the stall wait for its end: the longest 1 % of all wait
     * at least the stall less 1 % of the run.
     */
    private static int stall() throws IOException {
        double truth = STALL.toNanos() - 0.01 * STALL_RUN.toNanos();
        double open;
        double closed;
        try (ServerProcess server = EchoProgram.start(STALL_AFTER, STALL)) {
            open = run(server, 1, Arrivals.uniform(RATE), STALL_RUN).response().getValueAtPercentile(99);
        }
        try (ServerProcess server = EchoProgram.start(STALL_AFTER, STALL)) {
            closed = closedLoop(server, 1, STALL_RUN).response().getValueAtPercentile(99);
        }
        boolean recovered = Math.abs(open - truth) <= TOLERANCE * truth;
        boolean hidden = closed < truth / 10;
        System.out.printf("%nA server that stops for %s, p99 of response times:%n", Text.time(STALL.toNanos()));
        System.out.printf("  by arithmetic%35s%n", Text.time(truth));
        System.out.printf(
                "  open loop, %s/s%27s   %s%n", Text.count(RATE), Text.time(open), recovered ? "seen" : "MISSED");
        System.out.printf(
                "  closed loop%37s   %s%n",
                Text.time(closed), hidden ? "hidden: it stops asking while the server stops" : "NOT HIDDEN");
        return recovered && hidden ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static LoadResult closedLoop(ServerProcess server, int pipeline, Duration duration) throws IOException {
        return run(server, pipeline, null, duration);
    }

    private static LoadResult run(ServerProcess server, int pipeline, Arrivals arrivals, Duration duration)
            throws IOException {
        LoadPlan plan = new LoadPlan(
                server.address(),
                RequestLines.events(1000, 1),
                CONNECTIONS,
                pipeline,
                arrivals,
                duration,
                Long.MAX_VALUE,
                TIMEOUT);
        return new LoadEngine(plan, progress -> {}).run();
    }
}
