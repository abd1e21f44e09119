package tenstages.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Puts single items together, because the next step costs as much for many as for one (a write to a disk, a call to a
 * database). A batch goes on when it is full, or when its first item has waited long enough. Any thread may call
 * {@link #add}; batches go to the sink on the batcher's own thread, one after the other.
 *
 * @param <T> what an item is
 */
final class Batcher<T> {
    /** In a box, so that there is one for the end that is no item, not even null; with the time at which it came. */
    private record Box<T>(T item, long added) {}

    // fixed at construction
    /** Told from an item's box with ==. */
    private final Box<T> end = new Box<>(null, 0);

    private final int most;
    private final long mostNanos;
    private final Consumer<List<T>> sink;
    private final Thread thread = new Thread(this::run, "batcher");

    // shared between threads
    private final BlockingQueue<Box<T>> items;

    /** What the sink has thrown; null as long as it has not. Written by the batcher, read after its end. */
    private Throwable failure;

    /** Batches of so many items at most, and of none that is older than that, in milliseconds. */
    Batcher(int most, long mostMillis, Consumer<List<T>> sink) {
        this.most = most;
        mostNanos = TimeUnit.MILLISECONDS.toNanos(mostMillis);
        this.sink = sink;
        items = new ArrayBlockingQueue<>(2 * most);
        thread.start();
    }

    /** Blocks while two batches wait. */
    void add(T item) throws InterruptedException {
        items.put(new Box<>(item, System.nanoTime()));
    }

    /**
     * Waits until the last batch has gone on, full or not. Nothing may be added any more. Throws IllegalStateException,
     * with the cause, if the sink has thrown something; no batch has gone on after that.
     */
    void close() throws InterruptedException {
        items.put(end);
        thread.join();
        if (failure != null) {
            throw new IllegalStateException("a batch could not go on", failure);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private void run() {
        try {
            for (Box<T> first = items.take(); first != end; ) {
                first = collect(first);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands on one batch, and returns what comes first in the next one. */
    @SuppressWarnings("ReferenceEquality")
    private Box<T> collect(Box<T> first) throws InterruptedException {
        List<T> batch = new ArrayList<>();
        batch.add(first.item);
        long deadline = first.added + mostNanos;
        Box<T> next = null;
        while (batch.size() < most) {
            next = items.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null || next == end) {
                break;
            }
            batch.add(next.item);
        }
        handOn(batch);
        return next == end ? next : items.take();
    }

    /** After a failure it goes on taking items, because whoever adds must not wait for ever. */
    private void handOn(List<T> batch) {
        try {
            if (failure == null) {
                sink.accept(batch);
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    @Command(
            name = "batch",
            header = "Single items are put together to batches.",
            mixinStandardHelpOptions = true,
            showDefaultValues = true)
    static final class Program implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--items", defaultValue = "100", description = "How many there are.")
        private int items;

        @Option(names = "--most", defaultValue = "16", description = "Items of a batch, at most.")
        private int most;

        @Option(names = "--most-ms", defaultValue = "50", description = "How long an item waits, at most.")
        private int mostMillis;

        @Option(names = "--pause-ms", defaultValue = "5", description = "Between one item and the next one.")
        private int pauseMillis;

        @Override
        public Integer call() throws InterruptedException {
            Main.requireRange(spec.commandLine(), "--items", items, 0, 1_000_000);
            Main.requireRange(spec.commandLine(), "--most", most, 1, 100_000);
            Main.requireRange(spec.commandLine(), "--most-ms", mostMillis, 0, 10_000);
            Main.requireRange(spec.commandLine(), "--pause-ms", pauseMillis, 0, 1000);
            Batcher<Integer> batcher = new Batcher<>(
                    most, mostMillis, batch -> System.out.println("a batch of " + batch.size() + ": " + batch));
            for (int i = 1; i <= items; i++) {
                batcher.add(i);
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
            batcher.close();
            return 0;
        }
    }
}
