package tenstages.loadgen.practice.learn;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells what a person saves from what the build or the server writes into a watched folder, such as a log: that changes
 * in every round. Without it each round would set off the next. One thread at a time may use it.
 */
final class Noise {
    /** So often in a row hardly anybody saves a file before the round is over. */
    private static final int MOST = 6;

    private final Map<Path, Integer> inARow = new HashMap<>();

    /** Whether a file counts no more from now on: it has changed once more while a round was running. */
    boolean becomesNoise(Path file) {
        return inARow.merge(file, 1, Integer::sum) == MOST;
    }

    /** Whether it counts no more. */
    boolean isNoise(Path file) {
        return inARow.getOrDefault(file, 0) >= MOST;
    }

    /** It has changed while nothing of ours was running, so a person did it. */
    void saved(Path file) {
        inARow.remove(file);
    }
}
