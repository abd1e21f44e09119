package tenstages.loadgen.race;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.process.ProcessFigures;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.process.Switches;

/**
 * Looks at the process of a server while it is under load, on threads of its own, so that the load never waits for the
 * system: one for memory and threads, and one for the switches, which are counted thread by thread, so that they take
 * long to read where there are thousands.
 */
final class Watch {
    private static final long PAUSE_NANOS = 50_000_000;

    /**
     * What was seen.
     *
     * @param residentBytes memory of the process at its most; 0 if nobody knows
     * @param threads threads of the system at their most; 0 if nobody knows
     * @param switchesPerSecond context switches of all threads; NaN if nobody knows
     */
    record Seen(long residentBytes, long threads, double switchesPerSecond) {}

    // fixed at construction
    private final Server server;
    private final Duration load;

    // shared between threads
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicLong residentBytes = new AtomicLong();
    private final AtomicLong threads = new AtomicLong();
    private final CompletableFuture<Double> switches = new CompletableFuture<>();

    /** Written before the threads are started that read it. */
    private long begunAt;

    /** Looks at nothing yet. The load will last this long. */
    Watch(Server server, Duration load) {
        this.server = server;
        this.load = load;
    }

    /** The load is under way. May be called again and again. */
    void begin() {
        if (begun.compareAndSet(false, true) && server instanceof ServerProcess process && ProcessFigures.available()) {
            ProcessFigures figures = ProcessFigures.of(process);
            begunAt = System.nanoTime();
            start(() -> lookUntilItIsOver(figures));
            start(() -> switches.complete(switchesPerSecond(figures)));
        }
    }

    /** What is known by now. Nothing of it was seen after the load: that would be of a server whose clients leave. */
    Seen seen() {
        return new Seen(residentBytes.get(), threads.get(), switches.getNow(Double.NaN));
    }

    private static void start(Runnable looking) {
        Thread thread = new Thread(looking, "watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void lookUntilItIsOver(ProcessFigures figures) {
        try {
            while (!isOver()) {
                residentBytes.accumulateAndGet(figures.residentBytes(), Math::max);
                threads.accumulateAndGet(figures.threads(), Math::max);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** From a quarter of the load to three quarters of it. */
    private double switchesPerSecond(ProcessFigures figures) {
        try {
            LockSupport.parkNanos(load.toNanos() / 4);
            Switches before = figures.switches();
            long start = System.nanoTime();
            LockSupport.parkNanos(load.toNanos() / 2);
            OptionalLong counted = figures.switches().since(before);
            double seconds = (System.nanoTime() - start) / 1e9;
            return isOver() || counted.isEmpty() ? Double.NaN : counted.getAsLong() / seconds;
        } catch (IOException e) {
            // It has ended.
            return Double.NaN;
        }
    }

    private boolean isOver() {
        return System.nanoTime() - begunAt > load.toNanos();
    }
}
