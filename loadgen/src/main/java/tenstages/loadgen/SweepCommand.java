package tenstages.loadgen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.process.Stages;
import tenstages.loadgen.scenario.WorkerSweep;

/** The verb {@code sweep}: how far do more workers help? */
@Command(
        name = "sweep",
        header = "Measures a stage with different numbers of workers, and where more stop helping.",
        description = {"", "Each number of workers gets a server of its own, with a queue that never runs empty.", ""},
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class SweepCommand implements Callable<Integer> {
    private static final int FIRST_STAGE = 7;
    private static final int BAR = 50;

    /** Twice the workers should bring nearly twice the events; less than half of that gain is the knee. */
    private static final double HALF_THE_GAIN = 0.5;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "N", description = "The stage, 7 to 10: those that print their events per second.")
    private int stage;

    @Option(
            names = "--workers",
            split = ",",
            defaultValue = "1,4,16,64",
            description = "Numbers of workers, ascending.")
    private List<Integer> workers;

    @Option(names = "--work-ms", defaultValue = "100", description = "Simulated work for each event.")
    private int workMs;

    @Option(names = "--hold-ms", defaultValue = "10", description = "Simulated work under the lock.")
    private int holdMs;

    @Option(names = "--stripes", defaultValue = "64", description = "Stripes, from stage 8 on.")
    private int stripes;

    @Override
    public Integer call() throws IOException {
        require(stage >= FIRST_STAGE && stage <= Stages.LAST, "N: must be from 7 to 10, and not " + stage);
        require(workers.stream().allMatch(n -> n >= 1 && n <= 1024), "--workers: each must be from 1 to 1024");
        require(workers.equals(workers.stream().sorted().distinct().toList()), "--workers: must be ascending");
        WorkerSweep sweep = new WorkerSweep(stage, workMs, holdMs, stripes);
        List<WorkerSweep.Point> points = new ArrayList<>();
        for (int count : workers) {
            ProgressLine.show("%d workers …".formatted(count));
            points.add(sweep.measure(count));
        }
        ProgressLine.clear();
        System.out.println(text(points));
        return ExitCodes.OK;
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private String text(List<WorkerSweep.Point> points) {
        double most =
                points.stream().mapToDouble(WorkerSweep.Point::perSecond).max().orElse(1);
        String rows = points.stream()
                .map(point -> "  %7d%12.0f%12.2f   %s"
                        .formatted(point.workers(), point.perSecond(), point.waitToHold(), "#".repeat((int)
                                        Math.round(BAR * point.perSecond() / most))))
                .collect(Collectors.joining("\n"));
        return "stage %d, --work-ms %d --hold-ms %d%n%n  %7s%12s%12s%n%s%n%n%s"
                .formatted(stage, workMs, holdMs, "workers", "events/s", "wait/hold", rows, knee(points));
    }

    private static String knee(List<WorkerSweep.Point> points) {
        for (int i = 1; i < points.size(); i++) {
            WorkerSweep.Point less = points.get(i - 1);
            WorkerSweep.Point more = points.get(i);
            double gain = more.perSecond() / less.perSecond() - 1;
            double fullGain = (double) more.workers() / less.workers() - 1;
            if (gain < HALF_THE_GAIN * fullGain) {
                return "The knee is between %d and %d workers: %.1f times the workers, %.2f times the events."
                        .formatted(less.workers(), more.workers(), fullGain + 1, gain + 1);
            }
        }
        return "No knee up to " + points.get(points.size() - 1).workers() + " workers.";
    }
}
