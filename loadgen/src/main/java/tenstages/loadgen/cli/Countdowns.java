package tenstages.loadgen.cli;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import tenstages.loadgen.process.Stages;
import tenstages.loadgen.scenario.Breaking;
import tenstages.loadgen.scenario.Scenario;

/** A scenario on both stages, with a countdown for each. */
final class Countdowns {
    private Countdowns() {}

    /** Throws IOException if a server does not start, or if Ctrl+C has ended the servers in the middle of it. */
    static Breaking of(Scenario scenario, String prefix) throws IOException {
        AtomicReference<ProgressLine.Countdown> running = new AtomicReference<>();
        try {
            Breaking breaking = Breaking.of(scenario, Stages::start, stage -> {
                end(running.get());
                running.set(new ProgressLine.Countdown(prefix + Stages.called(stage), scenario.seconds()));
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
