package tenstages.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final long GRACE_MS = 500;

    // fixed at construction
    private final Duration timeout;
    private final Server server;
    private final Workers workers;
    private final Runnable lastResort;

    // shared between threads
    private final AtomicBoolean begun = new AtomicBoolean();

    /** The last resort is to end the process; it is run if the event loop does not end soon after the deadline. */
    Drain(Duration timeout, Server server, Workers workers, Runnable lastResort) {
        this.timeout = timeout;
        this.server = server;
        this.workers = workers;
        this.lastResort = lastResort;
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

    /** Drains, and returns when the event loop has ended. Any thread but the event loop may call it. */
    void run() {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            finishWork(deadline);
            server.execute(() -> server.finish(deadline));
            // Past its deadline the event loop can only be in a query that waits for a lock.
            if (!server.awaitEnd(deadline + TimeUnit.MILLISECONDS.toNanos(GRACE_MS))) {
                lastResort.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void finishWork(long deadline) throws InterruptedException {
        CountDownLatch refused = new CountDownLatch(1);
        server.execute(() -> {
            server.refuseWork();
            refused.countDown();
        });
        // Only once the event loop refuses events is the queue's last event known.
        if (refused.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            workers.finish(deadline);
        }
    }
}
