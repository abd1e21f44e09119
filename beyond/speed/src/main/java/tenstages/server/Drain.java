package tenstages.server;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.ExitCode;
import sun.misc.Signal;

/**
 * The shutdown: its order, its deadline, its accounting and the exit. It runs on the thread that the JVM starts for a
 * signal, while the event loop goes on serving. Whatever that thread waits for, it waits no longer than the deadline, and
 * a moment more for its last lines. It has no state: a drain happens once.
 *
 * <p>A JVM shutdown hook would not do: the exit code of a JVM that a signal stops is not 0, and a second signal goes
 * unseen. {@link Signal} is in {@code jdk.unsupported}, which every JDK has and exports.
 */
record Drain(EventLoop eventLoop, Acceptor acceptor, Handler handler, Workers workers, Metrics metrics, Output stdout) {
    private static final int SIGNAL_EXIT_BASE = 128;

    /** What each of three things has in any case: the event loop to refuse, and stdout and stderr to take a last line. */
    private static final long GRACE_NANOS = 500_000_000;

    /** The first of these signals begins a drain of at most drainMs. The next one ends the process at once. */
    void onSignals(int drainMs, String... names) throws IOException {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            for (String name : names) {
                Signal.handle(new Signal(name), signal -> {
                    if (begun.getAndSet(true)) {
                        Runtime.getRuntime().halt(SIGNAL_EXIT_BASE + signal.getNumber());
                    }
                    System.exit(run(drainMs));
                });
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("cannot drain on a signal (is Java started with -Xrs?): " + e.getMessage(), e);
        }
    }

    /** Drains, prints the accounting, and returns the exit code. Any thread but the event loop may call it, once. */
    int run(int drainMs) {
        Output.STDERR.println("draining; a second signal ends it at once");
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(drainMs);
        try {
            boolean refusing = drain(deadline);
            long lost = account(deadline + GRACE_NANOS);
            return refusing && lost == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.SOFTWARE;
        }
    }

    /** From the outside in: new clients and events, the queue, the connections. False if events still came in. */
    private boolean drain(long deadline) throws InterruptedException {
        CountDownLatch refused = new CountDownLatch(1);
        eventLoop.execute(() -> {
            acceptor.close();
            handler.refuseEvents();
            refused.countDown();
        });
        // From then on no further event comes into the queue.
        long patience = Math.max(deadline - System.nanoTime(), GRACE_NANOS);
        boolean refusing = refused.await(patience, TimeUnit.NANOSECONDS);
        workers.drainQueue(deadline);
        CountDownLatch closed = new CountDownLatch(1);
        eventLoop.execute(() -> acceptor.closeConnectionsWhenWritten(closed::countDown));
        closed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        return refusing;
    }

    /** The last line on stdout: what became of every event ever received. Returns how many are lost. */
    private long account(long deadline) throws InterruptedException {
        Metrics.Snapshot last = metrics.snapshot();
        stdout.finish(Reply.metrics(last).toString(), deadline);
        String loss = "the drain ran out of time (--drain-ms); accepted events lost: " + last.pending();
        Output.STDERR.finish(last.pending() == 0 ? "drained" : loss, System.nanoTime() + GRACE_NANOS);
        return last.pending();
    }
}
