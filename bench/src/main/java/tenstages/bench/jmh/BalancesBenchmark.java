package tenstages.bench.jmh;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One change of a balance, in five forms. Vary the threads with {@code -t}: 1, 4, 16. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class BalancesBenchmark {
    static final int STRIPES = 64;

    /** 2^32 divided by the golden ratio. */
    private static final int GOLDEN = 0x9E3779B9;

    /** 1: all want the same one. */
    @Param({"1", "1000"})
    public int users;

    private String[] names;
    private final Lock lock = new ReentrantLock();
    private final Map<String, Long> oneMap = new HashMap<>();
    private final ConcurrentHashMap<String, Long> merged = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, AtomicLong> cells = new ConcurrentHashMap<>();
    private final Stripe<Long>[] stripes = stripes();
    private final Stripe<AtomicLong>[] stripesOfCells = stripes();

    private static final class Stripe<V> {
        final Lock lock = new ReentrantLock();
        final Map<String, V> balances = new ConcurrentHashMap<>();
    }

    /** Makes the names. */
    @Setup
    public void begin() {
        names = IntStream.range(0, users).mapToObj(i -> "user" + i).toArray(String[]::new);
    }

    /** Stage 7: one lock, one map. */
    @Benchmark
    public long oneLock() {
        String user = user();
        lock.lock();
        try {
            return oneMap.merge(user, 1L, Long::sum);
        } finally {
            lock.unlock();
        }
    }

    /** Stage 8: a lock for each stripe, and a new number for each change. */
    @Benchmark
    public long stripesOfNumbers() {
        String user = user();
        Stripe<Long> stripe = stripes[stripeOf(user)];
        stripe.lock.lock();
        try {
            long after = stripe.balances.getOrDefault(user, 0L) + 1;
            stripe.balances.put(user, after);
            return after;
        } finally {
            stripe.lock.unlock();
        }
    }

    /** beyond/speed: a lock for each stripe, and a cell that changes. */
    @Benchmark
    public long stripesOfCells() {
        String user = user();
        Stripe<AtomicLong> stripe = stripesOfCells[stripeOf(user)];
        stripe.lock.lock();
        try {
            AtomicLong balance = stripe.balances.get(user);
            if (balance == null) {
                balance = new AtomicLong();
                stripe.balances.put(user, balance);
            }
            long after = balance.get() + 1;
            balance.setRelease(after);
            return after;
        } finally {
            stripe.lock.unlock();
        }
    }

    /** No lock of ours: the map's own, for each bucket. */
    @Benchmark
    public long mergeInAConcurrentMap() {
        return merged.merge(user(), 1L, Long::sum);
    }

    /** No lock at all: an atomic cell for each user. */
    @Benchmark
    public long atomicCells() {
        String user = user();
        AtomicLong balance = cells.get(user);
        if (balance == null) {
            balance = cells.computeIfAbsent(user, ignored -> new AtomicLong());
        }
        return balance.incrementAndGet();
    }

    /** As in stage 8: by other bits of the hash than those by which the map of the stripe picks a bucket. */
    static int stripeOf(String user) {
        return (user.hashCode() * GOLDEN >>> 16) * STRIPES >>> 16;
    }

    private String user() {
        return names[ThreadLocalRandom.current().nextInt(names.length)];
    }

    @SuppressWarnings("unchecked")
    private static <V> Stripe<V>[] stripes() {
        return Stream.generate(Stripe::new).limit(STRIPES).toArray(Stripe[]::new);
    }
}
