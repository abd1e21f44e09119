package tenstages.market;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One who is told ticks. The hub puts them into its queue and never waits; one thread of its own takes them. If the
 * queue is full, the subscriber is slow, as long as it takes something now and then, or else stuck.
 */
final class Subscriber {
    /** Told from a tick with ==. */
    private static final Tick END = new Tick("end", BigDecimal.ZERO);

    // fixed at construction
    private final String name;
    private final LongSupplier nanoTime;
    private final BlockingQueue<Tick> queue;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Volatile, because the taking thread writes it and the hub reads it, and writes it where nothing was to take. */
    private volatile long lastTaken;

    /** So many ticks may wait for it. The clock counts nanoseconds, as {@link System#nanoTime()} does. */
    Subscriber(String name, int capacity, LongSupplier nanoTime) {
        this.name = name;
        this.nanoTime = nanoTime;
        queue = new ArrayBlockingQueue<>(capacity);
        lastTaken = nanoTime.getAsLong();
    }

    String name() {
        return name;
    }

    /** The next tick; null after the last one. Waits until there is one. Its own thread only. */
    Tick take() throws InterruptedException {
        Tick tick = queue.take();
        lastTaken = nanoTime.getAsLong();
        if (tick == END) {
            ended.countDown();
            return null;
        }
        return tick;
    }

    /** Whether there was room for the tick. Hub's thread only, as the next two. */
    boolean offer(Tick tick) {
        if (queue.isEmpty()) {
            lastTaken = nanoTime.getAsLong();
        }
        return queue.offer(tick);
    }

    /** How long it has had something and taken nothing, in nanoseconds. */
    long nanosSinceTaken() {
        return nanoTime.getAsLong() - lastTaken;
    }

    /** Takes back what it has not taken, and ends it. Returns how many ticks that were. */
    int expel() {
        List<Tick> left = new ArrayList<>();
        queue.drainTo(left);
        queue.add(END);
        return left.size();
    }

    /** Puts the end behind the last tick, and waits until it is taken, or until the deadline ({@code nanoTime}). */
    int finish(long deadline) throws InterruptedException {
        boolean put = queue.offer(END, deadline - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
        if (put && ended.await(deadline - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
            return 0;
        }
        return Math.max(0, queue.size() - (put ? 1 : 0));
    }
}
