package tenstages.loadgen.cli;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import tenstages.loadgen.process.Stages;
import tenstages.loadgen.scenario.Breaking;
import tenstages.loadgen.scenario.Scenario;

/** A scenario on both stages, with a countdown for each. */
final class Attack {
    private Attack() {}

    static Breaking of(Scenario scenario, String prefix) throws IOException {
        AtomicReference<ProgressLine.Countdown> running = new AtomicReference<>();
        try {
            return Breaking.of(scenario, Stages::start, stage -> {
                ProgressLine.Countdown next = new ProgressLine.Countdown(prefix + "stage " + stage, scenario.seconds());
                end(running.getAndSet(next));
            });
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
