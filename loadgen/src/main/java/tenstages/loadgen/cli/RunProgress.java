package tenstages.loadgen.cli;

import java.util.function.Consumer;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.report.Text;

/** The line that shows how far a run has come, and when it ends; until it is closed. */
final class RunProgress implements Consumer<LoadEngine.Progress>, AutoCloseable {
    private static final int EVERY_MILLIS = 200;

    private final LoadPlan plan;

    /** Volatile, because the engine tells it on its thread, and it is shown on another. Null before the run begins. */
    private volatile LoadEngine.Progress told;

    private final ProgressLine.Repeated line;

    RunProgress(LoadPlan plan) {
        this.plan = plan;
        line = new ProgressLine.Repeated(EVERY_MILLIS, () -> told == null ? "warming up …" : text(told));
    }

    @Override
    public void accept(LoadEngine.Progress progress) {
        told = progress;
    }

    @Override
    public void close() {
        line.close();
    }

    /** Such as {@code 4.2 s of 10 s  35,130 replies  8,364/s}. */
    String text(LoadEngine.Progress progress) {
        boolean untilSent = plan.duration().equals(RunCommand.UNTIL_SENT);
        String seconds = "%.1f s".formatted(progress.seconds());
        String replies = Text.count(progress.replies());
        return (untilSent ? seconds : seconds + " of " + seconds(plan.duration().toMillis() / 1e3))
                + "  " + (plan.requests() == Long.MAX_VALUE ? replies : replies + " of " + Text.count(plan.requests()))
                + " replies"
                + (progress.seconds() > 0 ? "  " + Text.count(progress.replies() / progress.seconds()) + "/s" : "")
                + (progress.failures() > 0 ? "  " + Text.count(progress.failures()) + " failures" : "");
    }

    private static String seconds(double seconds) {
        return (seconds == Math.rint(seconds) ? "%.0f s" : "%.1f s").formatted(seconds);
    }
}
