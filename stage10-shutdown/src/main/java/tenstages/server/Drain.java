package tenstages.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * The shutdown sequence and its deadline: refuse new work, let the workers finish, write the last replies, close. It runs
 * on the thread that the JVM starts for the signal, while the event loop goes on serving.
 *
 * <p>A JVM shutdown hook would not do: the exit code of a JVM that a signal ends is not 0, and a second signal goes
 * unseen. {@link Signal} is in {@code jdk.unsupported}, which every JDK has and exports.
 */
final class Drain {
    private static final int SIGNAL_EXIT_CODE = 128;

    // fixed at construction
    private final Duration timeout;
    private final Server server;
    private final Workers workers;

    // shared between threads
    private final AtomicBoolean begun = new AtomicBoolean();

    Drain(Duration timeout, Server server, Workers workers) {
        this.timeout = timeout;
        this.server = server;
        this.workers = workers;
    }

    /** The first of these signals begins the drain; the next one ends the process at once. */
    void onSignals(String... names) {
        for (String name : names) {
            Signal.handle(new Signal(name), this::onSignal);
        }
    }

    private void onSignal(Signal signal) {
        if (!begun.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(SIGNAL_EXIT_CODE + signal.getNumber());
        }
        System.err.println("draining; a second signal ends it at once");
        run();
    }

    /** Drains, and has the event loop end. Any thread but the event loop may call it; it blocks until the deadline at most. */
    void run() {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            // Only once the event loop refuses events is the queue's last event known.
            CompletableFuture.runAsync(server::refuseWork, server::execute)
                    .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            workers.finish(deadline);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            System.err.println("drain cut short: " + e);
        }
        server.execute(() -> server.finish(deadline));
    }
}
