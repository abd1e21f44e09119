package tenstages.primitives;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Two threads count, each in a cell of its own. If both cells are on one cache line, the cores pass it to and fro. */
@Command(
        name = "false-sharing",
        header = "Two counters that nobody shares, on one cache line and on two.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class FalseSharing implements Callable<Integer> {
    private static final int ROUNDS = 5;
    private static final int STRETCH = 1000;

    /** No stretch takes that long, unless its thread has lost its processor. */
    private static final long INTERRUPTED_NANOS = 1_000_000;

    /** Two cache lines of 64 bytes, because some processors fetch them in pairs. */
    private static final int FAR = 128 / Long.BYTES;

    /** Less may be chance. */
    private static final double CLEARLY_SLOWER = 1.5;

    @Spec
    private CommandSpec spec;

    @Option(names = "--millis", defaultValue = "200", description = "How long they count, in each of ten rounds.")
    private int millis;

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec, "--millis", millis, 1, 10_000);
        System.out.println("Two threads count at the same time, each in a cell of its own.");
        List<Double> near = new ArrayList<>();
        List<Double> far = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            // Where cache lines begin in the array is not known: of five pairs side by side one at most is on two.
            count(FAR + round, FAR + round + 1, near);
            count(FAR + round, FAR + round + FAR, far);
        }
        if (near.isEmpty() || far.isEmpty()) {
            System.out.println("  the two hardly ever ran at the same time: this machine is busy");
            return Main.verdict(false, true);
        }
        double ratio = median(near) / median(far);
        System.out.printf("  cells side by side:    %5.1f ns for each count%n", median(near));
        System.out.printf("  cells 128 bytes apart: %5.1f ns for each count%n", median(far));
        System.out.printf("  side by side takes %.1f times as long%n", ratio);
        return Main.verdict(ratio > CLEARLY_SLOWER, true);
    }

    /**
     * Counts here and in another thread. A stretch is measured only if both had a processor all the while. Returns how
     * often the other one has counted.
     */
    long count(int mine, int others, List<Double> nanosPerCount) throws InterruptedException {
        AtomicLongArray cells = new AtomicLongArray(4 * FAR);
        AtomicBoolean over = new AtomicBoolean();
        Thread other = Threads.start("other", () -> {
            while (!over.get()) {
                cells.incrementAndGet(others);
            }
        });
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long now = System.nanoTime(); now < end; ) {
            long before = cells.get(others);
            for (int i = 0; i < STRETCH; i++) {
                cells.incrementAndGet(mine);
            }
            long nanos = System.nanoTime() - now;
            long countedMeanwhile = cells.get(others) - before;
            if (nanos < INTERRUPTED_NANOS && countedMeanwhile > STRETCH / 2 && countedMeanwhile < STRETCH * 2) {
                nanosPerCount.add(nanos / (double) STRETCH);
            }
            now += nanos;
        }
        over.set(true);
        Threads.join(other);
        return cells.get(others);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
