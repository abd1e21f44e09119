package tenstages.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Jobs go in at one channel, results come out at another one, in the order in which they are ready. A job that fails is
 * a result too, and its worker goes on. One thread submits and takes results; the workers are the pool's own.
 *
 * @param <J> what a job is
 * @param <R> what comes of it
 */
final class WorkerPool<J, R> {
    /**
     * What came of a job.
     *
     * @param job the job
     * @param value null if it failed
     * @param failure null if it did not
     */
    record Result<J, R>(J job, R value, Throwable failure) {}

    /** In a box, so that there is one for the end that is no job, not even null. */
    private record Box<J>(J job) {}

    // fixed at construction
    /** Told from a job's box with ==. */
    private final Box<J> end = new Box<>(null);

    private final int workers;
    private final Function<J, R> work;

    // shared between threads
    private final BlockingQueue<Box<J>> jobs;
    /**
     * Without a bound, so that no worker waits for whoever takes the results. Who never takes them fills the memory.
     */
    private final BlockingQueue<Result<J, R>> results = new LinkedBlockingQueue<>();

    // submitting thread only
    private int outstanding;

    WorkerPool(int workers, int waitingJobs, Function<J, R> work) {
        this.workers = workers;
        this.work = work;
        jobs = new ArrayBlockingQueue<>(waitingJobs);
        for (int i = 1; i <= workers; i++) {
            new Thread(this::work, "worker-" + i).start();
        }
    }

    /** Blocks while too many jobs wait. */
    void submit(J job) throws InterruptedException {
        jobs.put(new Box<>(job));
        outstanding++;
    }

    /** The next result; null if every job has had its own. Waits until it is ready. */
    Result<J, R> take() throws InterruptedException {
        if (outstanding == 0) {
            return null;
        }
        outstanding--;
        return results.take();
    }

    /** Ends the workers once all jobs are done. Nothing may be submitted any more. */
    void close() throws InterruptedException {
        for (int i = 0; i < workers; i++) {
            jobs.put(end);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private void work() {
        try {
            for (Box<J> box = jobs.take(); box != end; box = jobs.take()) {
                results.add(resultOf(box.job));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Result<J, R> resultOf(J job) {
        try {
            return new Result<>(job, work.apply(job), null);
        } catch (Throwable e) {
            // Without a result, who takes results would wait for ever.
            return new Result<>(job, null, e);
        }
    }

    @Command(
            name = "worker-pool",
            header = "Workers count primes, a hundred thousand numbers at a time.",
            mixinStandardHelpOptions = true,
            showDefaultValues = true)
    static final class Program implements Callable<Integer> {
        private static final long STEP = 100_000;

        @Spec
        private CommandSpec spec;

        @Option(names = "--workers", defaultValue = "2", description = "Workers.")
        private int workers;

        @Option(names = "--jobs", defaultValue = "20", description = "Jobs.")
        private int jobs;

        @Override
        public Integer call() throws InterruptedException {
            Main.requireRange(spec.commandLine(), "--workers", workers, 1, 1000);
            Main.requireRange(spec.commandLine(), "--jobs", jobs, 0, 10_000);
            WorkerPool<Long, Long> pool = new WorkerPool<>(workers, Math.max(1, jobs), Program::primesFrom);
            for (long i = 0; i < jobs; i++) {
                pool.submit(i * STEP);
            }
            pool.close();
            long sum = 0;
            List<Long> order = new ArrayList<>();
            for (Result<Long, Long> result = pool.take(); result != null; result = pool.take()) {
                sum += result.value;
                order.add(result.job / STEP);
            }
            System.out.println(sum + " primes below " + jobs * STEP + "; the jobs were ready in this order: " + order);
            return 0;
        }

        private static long primesFrom(long from) {
            return LongStream.range(from, from + STEP).filter(Program::isPrime).count();
        }

        private static boolean isPrime(long number) {
            return number > 1
                    && LongStream.rangeClosed(2, (long) Math.sqrt(number)).noneMatch(divisor -> number % divisor == 0);
        }
    }
}
