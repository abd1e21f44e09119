package tenstages.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.ExitCode;
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
    private final Runnable exit;

    // shared between threads
    private final AtomicBoolean begun = new AtomicBoolean();

    /** Has {@code exit} end the process, when everything else has ended. */
    Drain(Duration timeout, Server server, Workers workers, Runnable exit) {
        this.timeout = timeout;
        this.server = server;
        this.workers = workers;
        this.exit = exit;
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
        CompletableFuture.delayedExecutor(timeout.toMillis() + 2 * GRACE_MS, TimeUnit.MILLISECONDS)
                .execute(Drain::force);
        run();
    }

    /** The exit itself waits, and might for ever, if nobody reads what the server has printed. */
    private static void force() {
        Runtime.getRuntime().halt(ExitCode.SOFTWARE);
    }

    /** Drains, and exits. Any thread but the event loop may call it. */
    void run() {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            finishWork(deadline);
            server.execute(() -> server.finish(deadline));
            // The event loop sees to its deadline itself, unless a query has it wait for a lock.
            server.awaitEnd(deadline + TimeUnit.MILLISECONDS.toNanos(GRACE_MS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exit.run();
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
