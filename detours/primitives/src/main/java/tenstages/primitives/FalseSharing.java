package tenstages.primitives;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
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

    /** Two cache lines of 64 bytes, because some processors fetch them in pairs. */
    private static final int FAR = 128 / Long.BYTES;

    /** From here on the chance of another load on the machine would explain the difference as well. */
    private static final double CLEARLY_SLOWER = 1.5;

    @Spec
    private CommandSpec spec;

    @Option(names = "--times", defaultValue = "5000000", description = "How often each of the two threads counts.")
    private int times;

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec, "--times", times, 1, 1_000_000_000);
        System.out.printf("Two threads count %d times each, each in a cell of its own.%n", times);
        double[] near = new double[ROUNDS];
        double[] far = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            // Where cache lines begin in the array is not known: of five pairs side by side one at most is on two.
            near[round] = nanosPerCount(FAR + round, FAR + round + 1);
            far[round] = nanosPerCount(FAR + round, FAR + round + FAR);
        }
        System.out.printf("  cells side by side:    %5.1f ns for each%n", median(near));
        System.out.printf("  cells 128 bytes apart: %5.1f ns for each%n", median(far));
        double ratio = median(near) / median(far);
        System.out.printf("  side by side is %.1f times slower%n", ratio);
        return Main.verdict(ratio > CLEARLY_SLOWER, true);
    }

    private double nanosPerCount(int one, int other) throws InterruptedException {
        AtomicLongArray cells = new AtomicLongArray(4 * FAR);
        CyclicBarrier start = new CyclicBarrier(2);
        Thread first = Threads.start("first", () -> count(cells, one, start));
        Thread second = Threads.start("second", () -> count(cells, other, start));
        long began = System.nanoTime();
        Threads.join(first, second);
        return (System.nanoTime() - began) / (double) times;
    }

    private void count(AtomicLongArray cells, int cell, CyclicBarrier start) throws Exception {
        start.await();
        for (int i = 0; i < times; i++) {
            cells.incrementAndGet(cell);
        }
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
