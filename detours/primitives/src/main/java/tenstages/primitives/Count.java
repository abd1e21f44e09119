package tenstages.primitives;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Two threads count in one field. Each count is a read, an addition and a write, and volatile does not join them. */
@Command(
        name = "count",
        header = "count++ from two threads: what volatile does not do.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Count implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--times", defaultValue = "2000000", description = "How often each of the two threads counts.")
    private int times;

    // shared between threads
    private int plain;
    private volatile int marked;
    private int guarded; // guarded by this
    private final AtomicInteger atomic = new AtomicInteger();

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec, "--times", times, 1, 100_000_000);
        System.out.println("Two threads count once, and both read before either writes.");
        System.out.println("  volatile: " + countTakenApart() + " of 2");
        System.out.printf("Two threads count %d times each. Lost of %d:%n", times, 2 * times);
        int lostPlain = lost("plain", () -> plain++, () -> plain);
        int lostMarked = lost("volatile", () -> marked++, () -> marked);
        int lostGuarded = lost("synchronized", this::countGuarded, () -> guarded);
        int lostAtomic = lost("AtomicInteger", atomic::incrementAndGet, atomic::get);
        return Main.verdict(lostPlain > 0 && lostMarked > 0, lostGuarded == 0 && lostAtomic == 0);
    }

    private synchronized void countGuarded() {
        guarded++;
    }

    /** What marked++ is for the machine, with a barrier between its read and its write: the count afterwards. */
    int countTakenApart() throws InterruptedException {
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        Threads.Task count = () -> {
            int read = marked;
            bothHaveRead.await();
            marked = read + 1;
        };
        int before = marked;
        Threads.join(Threads.start("counter-1", count), Threads.start("counter-2", count));
        return marked - before;
    }

    private int lost(String name, Runnable count, IntSupplier counted) throws InterruptedException {
        int before = counted.getAsInt();
        CyclicBarrier start = new CyclicBarrier(2);
        Threads.Task countOften = () -> {
            start.await();
            for (int i = 0; i < times; i++) {
                count.run();
            }
        };
        // The threads' ends happen-before join returns, so the plain fields are read as they were left.
        Threads.join(Threads.start("counter-1", countOften), Threads.start("counter-2", countOften));
        int lost = 2 * times - (counted.getAsInt() - before);
        System.out.printf("  %-14s %d%n", name + ":", lost);
        return lost;
    }
}
