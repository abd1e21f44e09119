package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.pains.Side;
import tenstages.loadgen.pains.Subject;
import tenstages.loadgen.pains.WorkerSweep;
import tenstages.loadgen.process.MachineWatch;
import tenstages.loadgen.protocol.StageOptions;
import tenstages.loadgen.report.RowsFile;
import tenstages.loadgen.report.SweepReport;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.WholeFile;

/** The verb {@code sweep}: how far do more workers help? */
@Command(
        name = "sweep",
        header = "Measures a stage with different numbers of workers, and where more stop helping.",
        description = {
            "",
            "Each number of workers gets a server of its own, and its queue is filled with more events than it"
                    + " can apply. If"
                    + " one runs dry all the same, that is said, and the exit code is 1.",
            ""
        },
        mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
    private static final int FIRST_STAGE = 7;
    /** With slower work there would be too few events in a second to count. */
    private static final int MOST_MILLIS = 500;

    private static final int FIRST_STRIPED = 8;

    /** Written by the main thread, and read by that of an interrupt. */
    private final List<WorkerSweep.Point> points = new CopyOnWriteArrayList<>();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "N", description = "The stage, 7 to 10: those that print their events per second.")
    private int stage;

    @Option(
            names = "--workers",
            split = ",",
            paramLabel = "N,N",
            defaultValue = "1,4,16,64",
            description = "Numbers of workers, ascending. Default: ${DEFAULT-VALUE}")
    private List<Integer> workers;

    @Option(
            names = "--work-ms",
            paramLabel = "N",
            defaultValue = "100",
            description = "Simulated work for each event. Default: ${DEFAULT-VALUE}")
    private int workMs;

    @Option(
            names = "--hold-ms",
            paramLabel = "N",
            defaultValue = "10",
            description = "Simulated work under the lock. Default: ${DEFAULT-VALUE}")
    private int holdMs;

    @Option(
            names = "--stripes",
            paramLabel = "N",
            defaultValue = "64",
            description = "Stripes, from stage 8 on. Default: ${DEFAULT-VALUE}")
    private int stripes;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the rows of the table as JSON too.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        OutputFile.check(spec.commandLine(), "-o", output);
        Usage.require(
                spec,
                stage >= FIRST_STAGE && stage <= StageOptions.LAST_STAGE,
                "N: must be from 7 to 10, and not " + stage);
        Usage.require(
                spec, workers.stream().allMatch(n -> n >= 1 && n <= 1024), "--workers: each must be from 1 to 1024");
        Usage.require(
                spec, workers.equals(workers.stream().sorted().distinct().toList()), "--workers: must be ascending");
        Usage.require(
                spec,
                workMs >= 0 && holdMs >= 0 && workMs + holdMs <= MOST_MILLIS,
                "--work-ms, --hold-ms: must be from 0 to " + MOST_MILLIS + " together");
        Usage.require(spec, stripes >= 1 && stripes <= 65_536, "--stripes: must be from 1 to 65536");
        Map<String, String> options = Map.of(
                "--work-ms", String.valueOf(workMs),
                "--hold-ms", String.valueOf(holdMs),
                "--stripes", String.valueOf(stripes));
        Side side = Side.stage(stage);
        Needed.BUILT.areThere(List.of(side.resolved()));
        try (OnInterrupt report = new OnInterrupt(this::report);
                MachineWatch machine = new MachineWatch()) {
            for (int count : workers) {
                ProgressLine.show("%d workers …".formatted(count));
                points.add(WorkerSweep.measure(Subject.of(side), options, count));
            }
            report();
            if (output != null) {
                WholeFile.write(output, RowsFile.json(SweepReport.rows(points)) + "\n");
            }
            return Busy.or(exitCode(points), machine);
        }
    }

    static int exitCode(List<WorkerSweep.Point> points) {
        return points.stream().anyMatch(WorkerSweep.Point::ranDry) ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private void report() {
        ProgressLine.clear();
        if (!points.isEmpty()) {
            String known = stage >= FIRST_STRIPED ? " --stripes " + stripes : "";
            System.out.println("stage %d, --work-ms %d --hold-ms %d%s%n".formatted(stage, workMs, holdMs, known));
            System.out.println(SweepReport.text(points, Terminal.width()));
        }
    }
}
