package tenstages.market;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ten producers, and one or four consumers over a shared aggregator: do more consumers help? */
@Command(
        name = "aggregate",
        header = "Ten producers, one or more consumers, a shared aggregator; measured.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class AggregateProgram implements Callable<Integer> {
    private static final List<String> SYMBOLS = List.of("AAA", "BBB", "CCC", "DDD", "EEE");
    private static final int CAPACITY = 1000;
    private static final long WARM_UP_TICKS = 500_000;

    /** Told from a tick with ==. */
    private static final Tick END = new Tick("end", BigDecimal.ZERO);

    /**
     * What was measured.
     *
     * @param ticks how many were aggregated
     * @param seconds for how long
     * @param mostWaiting how many waited for a consumer at the same time
     * @param statistics what came of them
     */
    record Result(long ticks, double seconds, int mostWaiting, Map<String, Statistics> statistics) {}

    @Spec
    private CommandSpec spec;

    @Option(names = "--producers", defaultValue = "10", description = "Producers.")
    private int producers;

    @Option(names = "--rate", defaultValue = "1000", description = "Ticks per second in all (0: as fast as can be).")
    private double rate;

    @Option(names = "--ticks", defaultValue = "3000", description = "Ticks in all.")
    private long ticks;

    @Option(names = "--consumers", split = ",", defaultValue = "1,4", description = "Numbers of consumers.")
    private List<Integer> consumers;

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec.commandLine(), "--producers", producers, 1, 1000);
        Main.requireRange(spec.commandLine(), "--rate", rate, 0, 100_000_000);
        Main.requireRange(spec.commandLine(), "--ticks", ticks, producers, 1_000_000_000);
        for (int count : consumers) {
            Main.requireRange(spec.commandLine(), "--consumers", count, 1, 1000);
        }
        // What is measured first would pay for the JIT compiler.
        run(producers, 0, WARM_UP_TICKS, 1);
        for (int count : consumers) {
            Result result = run(producers, rate, ticks, count);
            System.out.printf(
                    "%d consumer%s: %,.0f ticks/s, at most %d waited%n",
                    count, count == 1 ? "" : "s", result.ticks / result.seconds, result.mostWaiting);
        }
        return 0;
    }

    /** Each producer has its share of the ticks and of the rate. */
    static Result run(int producers, double rate, long ticks, int consumers) throws InterruptedException {
        BlockingQueue<Tick> queue = new ArrayBlockingQueue<>(CAPACITY);
        AtomicInteger mostWaiting = new AtomicInteger();
        Aggregator aggregator = new Aggregator();
        Producer.Sink sink = tick -> {
            queue.put(tick);
            mostWaiting.accumulateAndGet(queue.size(), Math::max);
            return true;
        };
        long start = System.nanoTime();
        List<Thread> producing = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            long share = ticks * (i + 1) / producers - ticks * i / producers;
            producing.add(new Thread(new Producer(SYMBOLS, rate / producers, share, i, sink), "producer-" + i));
        }
        List<Thread> consuming = new ArrayList<>();
        for (int i = 0; i < consumers; i++) {
            consuming.add(new Thread(() -> consume(queue, aggregator), "consumer-" + i));
        }
        startAll(consuming);
        startAll(producing);
        joinAll(producing);
        for (int i = 0; i < consumers; i++) {
            queue.put(END);
        }
        joinAll(consuming);
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Statistics> statistics = aggregator.snapshot();
        long count = statistics.values().stream().mapToLong(Statistics::count).sum();
        return new Result(count, seconds, mostWaiting.get(), statistics);
    }

    private static void consume(BlockingQueue<Tick> queue, Aggregator aggregator) {
        try {
            for (Tick tick = queue.take(); tick != END; tick = queue.take()) {
                aggregator.add(tick);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void startAll(List<Thread> threads) {
        threads.forEach(Thread::start);
    }

    private static void joinAll(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
