package tenstages.primitives;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
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

    @Option(names = "--millis", defaultValue = "400", description = "How long they count, in each way.")
    private int millis;

    // shared between threads
    private long plain;
    private volatile long marked;
    private long guarded; // guarded by this
    private final AtomicLong atomic = new AtomicLong();

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec, "--millis", millis, 1, 60_000);
        System.out.println("Two threads count once, and both read before either writes.");
        System.out.println("  volatile: " + countTakenApart() + " of 2");
        System.out.printf("Two threads count as fast as they can, for %d ms. Lost:%n", millis);
        lost("plain:", () -> plain++, () -> plain);
        long lostMarked = lost("volatile:", () -> marked++, () -> marked);
        long lostGuarded = lost("synchronized:", this::countGuarded, () -> guarded);
        long lostAtomic = lost("AtomicLong:", atomic::incrementAndGet, atomic::get);
        return Main.verdict(lostMarked > 0, lostGuarded == 0 && lostAtomic == 0);
    }

    private synchronized void countGuarded() {
        guarded++;
    }

    /** What marked++ is for the machine, with a barrier between its read and its write: the count afterwards. */
    long countTakenApart() throws InterruptedException {
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        Threads.Task count = () -> {
            long read = marked;
            bothHaveRead.await();
            marked = read + 1;
        };
        long before = marked;
        Threads.join(Threads.start("counter-1", count), Threads.start("counter-2", count));
        return marked - before;
    }

    private long lost(String name, Runnable count, LongSupplier counted) throws InterruptedException {
        long before = counted.getAsLong();
        AtomicBoolean over = new AtomicBoolean();
        long[] times = new long[2];
        Thread one = Threads.start("counter-1", () -> times[0] = countUntil(over, count));
        Thread other = Threads.start("counter-2", () -> times[1] = countUntil(over, count));
        TimeUnit.MILLISECONDS.sleep(millis);
        over.set(true);
        // The threads' ends happen-before join returns, so the plain fields are read as they were left.
        Threads.join(one, other);
        long all = times[0] + times[1];
        long lost = all - (counted.getAsLong() - before);
        System.out.printf("  %-14s %,d of %,d%n", name, lost, all);
        return lost;
    }

    private static long countUntil(AtomicBoolean over, Runnable count) {
        long times = 0;
        for (; !over.get(); times++) {
            count.run();
        }
        return times;
    }
}
