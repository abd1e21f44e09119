package tenstages.market;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Producers of ticks, one consumer with running averages: what one thread owns needs no lock, and is exact. */
@Command(
        name = "averages",
        header = "One consumer with running averages.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class AveragesProgram implements Callable<Integer> {
    private static final List<String> SYMBOLS = List.of("AAA", "BBB", "CCC");
    private static final int CAPACITY = 1000;

    /** Told from a tick with ==. */
    private static final Tick END = new Tick("end", BigDecimal.ZERO);

    @Spec
    private CommandSpec spec;

    @Option(names = "--producers", defaultValue = "3", description = "Producers.")
    private int producers;

    @Option(names = "--ticks", defaultValue = "1000", description = "Ticks of each.")
    private long ticks;

    @Override
    public Integer call() throws InterruptedException {
        Main.requireRange(spec.commandLine(), "--producers", producers, 1, 1000);
        Main.requireRange(spec.commandLine(), "--ticks", ticks, 1, 10_000_000);
        average(producers, ticks)
                .forEach((symbol, prices) ->
                        System.out.printf("%s  %8d ticks, average %s%n", symbol, prices.count(), prices.average()));
        return 0;
    }

    /** Produces all ticks as fast as they are taken, and returns what the consumer made of them. */
    static Map<String, Statistics> average(int producers, long ticks) throws InterruptedException {
        BlockingQueue<Tick> queue = new ArrayBlockingQueue<>(CAPACITY);
        CountDownLatch running = new CountDownLatch(producers);
        for (int i = 0; i < producers; i++) {
            Producer producer = new Producer(SYMBOLS, 0, ticks, i, tick -> {
                queue.put(tick);
                return true;
            });
            new Thread(() -> runAndTell(producer, running), "producer-" + i).start();
        }
        new Thread(() -> putEndAfter(running, queue), "end").start();
        return consume(queue);
    }

    /** However it ends, nobody waits for it. */
    private static void runAndTell(Producer producer, CountDownLatch running) {
        try {
            producer.run();
        } finally {
            running.countDown();
        }
    }

    private static void putEndAfter(CountDownLatch running, BlockingQueue<Tick> queue) {
        try {
            running.await();
            queue.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Statistics> consume(BlockingQueue<Tick> queue) throws InterruptedException {
        Map<String, Statistics> statistics = new TreeMap<>();
        for (Tick tick = queue.take(); tick != END; tick = queue.take()) {
            statistics.merge(tick.symbol(), Statistics.of(tick.price()), Statistics::with);
        }
        return statistics;
    }
}
