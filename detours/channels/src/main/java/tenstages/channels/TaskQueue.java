package tenstages.channels;

import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A producer that is faster than its consumer. The queue between them decides who notices: an unbounded one nobody,
 * until the memory is full; a bounded one the producer, which then waits or drops.
 */
@Command(
        name = "task-queue",
        header = "A fast producer, a slow consumer, and the queue between them.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class TaskQueue implements Callable<Integer> {
    /** What the producer does when the queue is full. */
    enum WhenFull {
        WAIT,
        DROP
    }

    /** Told from a task with ==. */
    private static final Runnable END = () -> {};

    /**
     * What became of it.
     *
     * @param done tasks that were done
     * @param failed tasks that threw something
     * @param dropped tasks that found no room
     * @param mostWaiting how many waited at the same time
     */
    record Result(int done, int failed, int dropped, int mostWaiting) {}

    @Spec
    private CommandSpec spec;

    @Option(names = "--capacity", defaultValue = "10", description = "Places in the queue (0: no bound).")
    private int capacity;

    @Option(names = "--when-full", defaultValue = "wait", description = "One of: ${COMPLETION-CANDIDATES}.")
    private WhenFull whenFull;

    @Option(names = "--tasks", defaultValue = "500", description = "How many tasks there are.")
    private int tasks;

    @Option(names = "--work-ms", defaultValue = "2", description = "How long one takes.")
    private int workMs;

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec.commandLine(), "--capacity", capacity, 0, 1_000_000);
        Main.requireRange(spec.commandLine(), "--tasks", tasks, 0, 1_000_000);
        Main.requireRange(spec.commandLine(), "--work-ms", workMs, 0, 1000);
        BlockingQueue<Runnable> queue =
                capacity == 0 ? new LinkedBlockingQueue<>() : new ArrayBlockingQueue<>(capacity);
        long start = System.nanoTime();
        Result result = run(queue, whenFull, tasks, this::work);
        System.out.printf(
                Locale.ROOT,
                "%d tasks done, %d dropped, %d waited at most, in %d ms%n",
                result.done,
                result.dropped,
                result.mostWaiting,
                (System.nanoTime() - start) / 1_000_000);
        return 0;
    }

    /** Produces on the calling thread and consumes on another one, until every task is done or dropped. */
    static Result run(BlockingQueue<Runnable> queue, WhenFull whenFull, int tasks, Runnable work)
            throws InterruptedException {
        int[] doneAndFailed = {0, 0};
        Thread consumer = new Thread(() -> consume(queue, doneAndFailed), "consumer");
        consumer.start();
        int dropped = 0;
        int mostWaiting = 0;
        for (int i = 0; i < tasks; i++) {
            if (whenFull == WhenFull.WAIT) {
                queue.put(work);
            } else if (!queue.offer(work)) {
                dropped++;
            }
            mostWaiting = Math.max(mostWaiting, queue.size());
        }
        queue.put(END);
        // Its end happens-before join returns, so what it has counted is seen.
        consumer.join();
        return new Result(doneAndFailed[0], doneAndFailed[1], dropped, mostWaiting);
    }

    /** A task that fails is no end to the consumer: its producer would wait for ever. */
    private static void consume(BlockingQueue<Runnable> queue, int[] doneAndFailed) {
        try {
            for (Runnable task = queue.take(); task != END; task = queue.take()) {
                doneAndFailed[isDone(task) ? 0 : 1]++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isDone(Runnable task) {
        try {
            task.run();
            return true;
        } catch (Throwable e) {
            return false;
        }
    }

    private void work() {
        try {
            TimeUnit.MILLISECONDS.sleep(workMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
