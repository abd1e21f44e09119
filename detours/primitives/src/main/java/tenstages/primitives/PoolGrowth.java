package tenstages.primitives;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** Tasks that do not end come one by one. A pool has threads up to its core, then fills its queue, then grows on. */
@Command(
        name = "pool-growth",
        header = "A pool's core, queue and maximum: which of them grows first.",
        mixinStandardHelpOptions = true)
final class PoolGrowth implements Callable<Integer> {
    private static final int CORE = 2;
    private static final int MAXIMUM = 4;
    private static final int PLACES = 3;

    /**
     * A pool while no task ends.
     *
     * @param threads how many it has
     * @param queued how many tasks wait
     * @param refused how many it has refused
     * @param running the numbers of those that run; the first task is number 1
     */
    record Pool(int threads, int queued, int refused, Set<Integer> running) {}

    @Override
    public Integer call() {
        System.out.printf(
                "Core %d, maximum %d, a queue with %d places. Tasks come, and none ends.%n", CORE, MAXIMUM, PLACES);
        System.out.println("  tasks   threads   queued   refused   at work");
        for (int tasks : List.of(1, 2, 3, 5, 6, 7, 8)) {
            print(tasks, after(tasks, new ArrayBlockingQueue<>(PLACES)));
        }
        System.out.println("The same with a queue without a bound.");
        Pool unbounded = after(100, new LinkedBlockingQueue<>());
        print(100, unbounded);
        System.out.println("The same with a queue without a place.");
        Pool direct = after(5, new SynchronousQueue<>());
        print(5, direct);
        Pool bounded = after(7, new ArrayBlockingQueue<>(PLACES));
        return Main.verdict(unbounded.threads == CORE, bounded.threads == MAXIMUM && direct.threads == MAXIMUM);
    }

    private static void print(int tasks, Pool pool) {
        System.out.printf(
                "  %5d   %7d   %6d   %7d   %s%n",
                tasks,
                pool.threads,
                pool.queued,
                pool.refused,
                pool.running.stream().sorted().toList());
    }

    /** What becomes of so many tasks. */
    static Pool after(int tasks, BlockingQueue<Runnable> queue) {
        Set<Integer> running = ConcurrentHashMap.newKeySet();
        int refused = 0;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(CORE, MAXIMUM, 1, TimeUnit.SECONDS, queue);
        for (int i = 1; i <= tasks; i++) {
            int number = i;
            try {
                pool.execute(() -> runUntilInterrupted(number, running));
            } catch (RejectedExecutionException e) {
                refused++;
            }
        }
        Threads.until("each thread has its task", () -> running.size() == pool.getPoolSize());
        Pool now = new Pool(pool.getPoolSize(), queue.size(), refused, Set.copyOf(running));
        pool.shutdownNow();
        return now;
    }

    private static void runUntilInterrupted(int number, Set<Integer> running) {
        running.add(number);
        try {
            new Latch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
