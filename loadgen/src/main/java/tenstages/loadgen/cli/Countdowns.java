package tenstages.loadgen.cli;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.pains.Side;
import tenstages.loadgen.pains.Subject;

/** A scenario on both sides, with a countdown for each. */
final class Countdowns {
    private Countdowns() {}

    /**
     * Runs the scenario, and looks for the reason where a clause does not hold. Throws IOException if a server does not
     * start, or if Ctrl+C has ended the servers in the middle of it.
     */
    static Breaking of(Scenario scenario, String prefix) throws IOException {
        return of(scenario, prefix, Subject::of);
    }

    /** The same on what stands for the sides; a reason is looked for without that. */
    static Breaking of(Scenario scenario, String prefix, Function<Side, ? extends Subject> subjects)
            throws IOException {
        Breaking breaking = counted(
                scenario,
                prefix,
                progress -> Breaking.of(scenario, subjects::apply, side -> progress.show(side.called())));
        for (Side side : breaking.brokenSides()) {
            Breaking found = breaking;
            breaking = counted(scenario, prefix, progress -> {
                progress.show("why, on " + side.called());
                return found.lookedInto(side, Subject.of(side));
            });
        }
        return breaking;
    }

    /** A server of one's own, beside what is known of the two sides. */
    static Breaking with(Breaking breaking, String name, Subject own) throws IOException {
        return counted(breaking.scenario(), "", progress -> {
            progress.show(name);
            return breaking.with(name, own);
        });
    }

    private interface Progress {
        void show(String side);
    }

    private interface Work {
        Breaking run(Progress progress) throws IOException;
    }

    private static Breaking counted(Scenario scenario, String prefix, Work work) throws IOException {
        AtomicReference<ProgressLine.Countdown> running = new AtomicReference<>();
        try {
            Breaking breaking = work.run(side -> {
                end(running.get());
                running.set(new ProgressLine.Countdown(prefix + side, scenario.seconds()));
            });
            if (OnInterrupt.happened()) {
                throw new IOException("interrupted");
            }
            return breaking;
        } finally {
            end(running.get());
        }
    }

    private static void end(ProgressLine.Countdown countdown) {
        if (countdown != null) {
            countdown.close();
        }
    }
}
