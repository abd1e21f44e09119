package tenstages.loadgen.cli;

import java.util.function.Consumer;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.report.Text;

/** The line that shows how far a run has come, and when it ends. */
record RunProgress(LoadPlan plan) implements Consumer<LoadEngine.Progress> {
    @Override
    public void accept(LoadEngine.Progress progress) {
        ProgressLine.show(text(progress));
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
