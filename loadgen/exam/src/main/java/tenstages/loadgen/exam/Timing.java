package tenstages.loadgen.exam;

import java.io.IOException;
import java.time.Duration;
import tenstages.loadgen.protocol.Await;

/** How time passes for the examiner. */
final class Timing {
    private Timing() {}

    /** Returns when this time is over. */
    static void pass(Duration duration) throws IOException {
        Await.answer(duration, () -> false, over -> over);
    }

    /** How many milliseconds have passed since this reading of {@link System#nanoTime}. */
    static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
