package tenstages.loadgen.report;

import java.util.List;
import java.util.stream.Collectors;
import tenstages.loadgen.pains.WorkerSweep;

/** A row and a bar for each number of workers, and where more stop helping. */
public final class SweepReport {
    private static final int BEFORE_BAR = 34;
    private static final int LEAST_BAR = 10;

    /** Twice the workers should bring nearly twice the events; less than half of that gain is the knee. */
    private static final double HALF_THE_GAIN = 0.5;

    private SweepReport() {}

    /** The points, ascending by their number of workers. */
    public static String text(List<WorkerSweep.Point> points, int width) {
        int bar = Math.max(LEAST_BAR, width - BEFORE_BAR);
        double most =
                points.stream().mapToDouble(WorkerSweep.Point::perSecond).max().orElse(0);
        String rows = points.stream().map(point -> row(point, most, bar)).collect(Collectors.joining("\n"));
        return "  %7s%11s%11s%n%s%n%n%s".formatted("workers", "events/s", "wait/hold", rows, conclusion(points, width));
    }

    /** Each number of workers, its events in a second, and the waiting for the lock by the time it was held. */
    public static List<List<String>> rows(List<WorkerSweep.Point> points) {
        return points.stream().map(SweepReport::cells).toList();
    }

    private static List<String> cells(WorkerSweep.Point point) {
        return List.of(
                String.valueOf(point.workers()),
                "%.0f".formatted(point.perSecond()),
                "%.2f".formatted(point.waitToHold()));
    }

    private static String row(WorkerSweep.Point point, double most, int bar) {
        int length = most == 0 ? 0 : (int) Math.round(bar * point.perSecond() / most);
        List<String> cells = cells(point);
        return "  %7s%11s%11s   %s".formatted(cells.get(0), cells.get(1), cells.get(2), "#".repeat(length));
    }

    private static String conclusion(List<WorkerSweep.Point> points, int width) {
        String dry = points.stream()
                .filter(WorkerSweep.Point::ranDry)
                .map(point -> String.valueOf(point.workers()))
                .collect(Collectors.joining(", "));
        String text = dry.isEmpty()
                ? knee(points)
                : "The queue ran dry with " + dry + " workers, so they could have applied more: no knee can be told.";
        return Text.wrapped(text, width, "");
    }

    static String knee(List<WorkerSweep.Point> points) {
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
