package tenstages.primitives;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;

/** Two threads need two locks, each takes its own first, and gives it back if the other lock is taken: in step. */
@Command(
        name = "livelock",
        header = "Two threads that always make way for each other, and a coin that ends it.",
        mixinStandardHelpOptions = true)
final class Livelock implements Callable<Integer> {
    private static final int ROUNDS = 1000;

    @Override
    public Integer call() throws InterruptedException {
        System.out.println(
                "Two threads need two locks. Whoever cannot have both gives back what it has, and tries again.");
        List<Integer> inStep = servedInRound(() -> false, () -> false);
        System.out.println("  in step:     " + told(inStep));
        // With these seeds the coins fall the same way in each run.
        List<Integer> withCoins = servedInRound(new Random(1)::nextBoolean, new Random(2)::nextBoolean);
        System.out.println("  with a coin: " + told(withCoins));
        return Main.verdict(inStep.equals(List.of(0, 0)), !withCoins.contains(0));
    }

    private static String told(List<Integer> rounds) {
        return rounds.contains(0)
                ? "after " + ROUNDS + " rounds nobody has had both locks, and nobody ever waited for one"
                : "one had both locks in round " + rounds.get(0) + ", the other one in round " + rounds.get(1);
    }

    /** In which round each of the two had both locks; 0: never. A thread that sits a round out leaves room. */
    static List<Integer> servedInRound(BooleanSupplier oneSitsOut, BooleanSupplier otherSitsOut)
            throws InterruptedException {
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        CyclicBarrier step = new CyclicBarrier(2);
        int[] rounds = new int[2];
        Thread one = Threads.start("one", () -> rounds[0] = tryAgainAndAgain(left, right, step, oneSitsOut));
        Thread other = Threads.start("other", () -> rounds[1] = tryAgainAndAgain(right, left, step, otherSitsOut));
        // The threads' ends happen-before join returns, so what they wrote is seen.
        Threads.join(one, other);
        return List.of(rounds[0], rounds[1]);
    }

    private static int tryAgainAndAgain(
            ReentrantLock mine, ReentrantLock others, CyclicBarrier step, BooleanSupplier sitsOut) throws Exception {
        int served = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            boolean hasMine = served == 0 && !sitsOut.getAsBoolean() && mine.tryLock();
            // Both have what they can get first. Chance does this too, if both take the same time for everything.
            step.await();
            if (hasMine && others.tryLock()) {
                served = round;
                others.unlock();
            }
            // Both have tried for their second.
            step.await();
            if (hasMine) {
                mine.unlock();
            }
            step.await();
        }
        return served;
    }
}
