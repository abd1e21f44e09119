package tenstages.primitives;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Eight takers wait, and one item comes. How many are woken for it? */
@Command(
        name = "two-conditions",
        header = "The same queue from a lock and two conditions: nobody is woken in vain.",
        mixinStandardHelpOptions = true)
final class TwoConditions implements Callable<Integer> {
    private static final int TAKERS = 8;

    @Override
    public Integer call() throws InterruptedException {
        System.out.println(TAKERS + " takers wait, and one item comes.");
        long withNotifyAll = wokenInVain(new MonitorQueue<>(1), () -> true);
        System.out.println("  one set of threads, notifyAll: 1 takes it, " + withNotifyAll + " were woken in vain");
        ConditionQueue<String> conditions = new ConditionQueue<>(1);
        long withSignal = wokenInVain(conditions, () -> !conditions.lock.hasQueuedThreads());
        System.out.println("  two conditions, signal:        1 takes it, " + withSignal + " were woken in vain");
        return Main.verdict(withNotifyAll == TAKERS - 1, withSignal == 0);
    }

    /**
     * How many takers were woken and had to wait again. A thread that waits for a monitor is BLOCKED, and not WAITING;
     * for a ReentrantLock it is WAITING, as for a signal, so the lock has to be quiet besides.
     */
    static long wokenInVain(BoundedQueue<String> queue, BooleanSupplier lockIsQuiet) throws InterruptedException {
        Thread[] takers = IntStream.rangeClosed(1, TAKERS)
                .mapToObj(i -> Threads.start("taker-" + i, queue::take))
                .toArray(Thread[]::new);
        Threads.until(
                "all takers wait",
                () -> lockIsQuiet.getAsBoolean() && Stream.of(takers).allMatch(Threads::waits));
        long[] before = Stream.of(takers).mapToLong(TwoConditions::waits).toArray();
        queue.put("item");
        Threads.until(
                "one taker has ended, and the others wait",
                () -> lockIsQuiet.getAsBoolean() && haveOneServed(queue, takers));
        long again = IntStream.range(0, TAKERS)
                .filter(i -> takers[i].isAlive() && waits(takers[i]) > before[i])
                .count();
        Threads.interrupt(takers);
        return again;
    }

    /** With the monitor held nobody can take it, so nobody is on the way from one wait to the next. */
    private static boolean haveOneServed(BoundedQueue<String> queue, Thread[] takers) {
        synchronized (queue) {
            return Stream.of(takers).filter(Threads::waits).count() == TAKERS - 1
                    && Stream.of(takers).filter(Thread::isAlive).count() == TAKERS - 1;
        }
    }

    /** How often the JVM has seen this thread begin to wait. */
    private static long waits(Thread taker) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(taker.getId()).getWaitedCount();
    }
}
