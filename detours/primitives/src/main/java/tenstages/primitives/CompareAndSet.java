package tenstages.primitives;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A balance without a lock: work out the new value, and write it only if the old one is still there. */
@Command(
        name = "compare-and-set",
        header = "Compare-and-set by hand: try, and begin again if somebody was faster.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class CompareAndSet implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--times", defaultValue = "5000000", description = "How often each of two threads pays 1.")
    private int times;

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec, "--times", times, 1, 100_000_000);
        System.out.println("A pays 100, and between A's read and A's write B pays 100.");
        AtomicInteger lost = new AtomicInteger();
        payBySet(lost, 100, () -> lost.compareAndSet(0, 100));
        System.out.println("  set:           the balance is " + lost);
        AtomicInteger kept = new AtomicInteger();
        int tries = pay(kept, 100, () -> kept.compareAndSet(0, 100));
        System.out.println("  compareAndSet: the balance is " + kept + ", after " + tries + " tries");
        AtomicInteger busy = new AtomicInteger();
        long triesAtOnce = payAtOnce(busy);
        System.out.printf(
                "Two threads pay 1, %,d times each.%n  compareAndSet: the balance is %,d, after %,d tries%n",
                times, busy.get(), triesAtOnce);
        return Main.verdict(lost.get() == 100, kept.get() == 200 && tries == 2 && busy.get() == 2 * times);
    }

    /** Wrong: it wipes out what was paid in between. */
    static void payBySet(AtomicInteger balance, int change, Runnable between) {
        int before = balance.get();
        between.run();
        balance.set(before + change);
    }

    /** Returns how many tries it took. As one of those who compete always succeeds, all together get on. */
    static int pay(AtomicInteger balance, int change, Runnable between) {
        for (int tries = 1; ; tries++) {
            int before = balance.get();
            between.run();
            // One instruction of the processor. If it succeeds, it is a volatile read and a volatile write in one step.
            if (balance.compareAndSet(before, before + change)) {
                return tries;
            }
        }
    }

    private long payAtOnce(AtomicInteger balance) throws InterruptedException {
        long[] tries = new long[2];
        Thread a = Threads.start("A", () -> tries[0] = payOften(balance));
        Thread b = Threads.start("B", () -> tries[1] = payOften(balance));
        Threads.join(a, b);
        return tries[0] + tries[1];
    }

    private long payOften(AtomicInteger balance) {
        long tries = 0;
        for (int i = 0; i < times; i++) {
            tries += pay(balance, 1, () -> {});
        }
        return tries;
    }
}
