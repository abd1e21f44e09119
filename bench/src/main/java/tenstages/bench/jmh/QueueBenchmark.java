package tenstages.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Events from one thread to two: one at a time, and in batches of 64. {@code taken} counts events, and is the figure to
 * compare; the others count calls.
 */
@State(Scope.Group)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class QueueBenchmark {
    private static final int BATCH = 64;
    private static final long WAIT_MS = 10;

    private final BlockingQueue<Long> single = new ArrayBlockingQueue<>(1024);
    private final BlockingQueue<List<Long>> batches = new ArrayBlockingQueue<>(1024);

    /** Events that have arrived at the other side. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Taken {
        /** So many, in this iteration. */
        public long taken;
    }

    /** Puts one event. */
    @Benchmark
    @Group("single")
    @GroupThreads(1)
    public boolean putOne() throws InterruptedException {
        return single.offer(System.nanoTime(), WAIT_MS, TimeUnit.MILLISECONDS);
    }

    /** Takes one event. */
    @Benchmark
    @Group("single")
    @GroupThreads(2)
    public Long takeOne(Taken counter) throws InterruptedException {
        Long event = single.poll(WAIT_MS, TimeUnit.MILLISECONDS);
        counter.taken += event == null ? 0 : 1;
        return event;
    }

    /** Puts 64 events together. */
    @Benchmark
    @Group("batches")
    @GroupThreads(1)
    public boolean putBatch() throws InterruptedException {
        List<Long> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            batch.add(System.nanoTime());
        }
        return batches.offer(batch, WAIT_MS, TimeUnit.MILLISECONDS);
    }

    /** Takes them together. */
    @Benchmark
    @Group("batches")
    @GroupThreads(2)
    public long takeBatch(Taken counter) throws InterruptedException {
        List<Long> batch = batches.poll(WAIT_MS, TimeUnit.MILLISECONDS);
        long sum = 0;
        for (Long event : batch == null ? List.<Long>of() : batch) {
            sum += event;
            counter.taken++;
        }
        return sum;
    }
}
