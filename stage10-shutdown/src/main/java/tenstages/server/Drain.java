package tenstages.server;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.ExitCode;
import sun.misc.Signal;

/**
 * The shutdown: its order, its deadline, its accounting and the exit. It runs on the thread that the JVM starts for a
 * signal, while the event loop goes on serving. That thread waits for nothing beyond the deadline.
 *
 * <p>A JVM shutdown hook would not do: the exit code of a JVM that a signal stops is not 0, and a second signal goes
 * unseen. {@link Signal} is in {@code jdk.unsupported}, which every JDK has and exports.
 */
record Drain(EventLoop eventLoop, Acceptor acceptor, Handler handler, Workers workers, Metrics metrics, Output stdout) {
    private static final int SIGNAL_EXIT_CODE = 128;
    private static final long GRACE_MS = 500;

    /** The first of these signals begins a drain of so many milliseconds at most. The next ends the process at once. */
    void onSignals(int drainMs, String... names) throws IOException {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            for (String name : names) {
                Signal.handle(new Signal(name), signal -> {
                    if (begun.getAndSet(true)) {
                        Runtime.getRuntime().halt(SIGNAL_EXIT_CODE + signal.getNumber());
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
            drain(deadline);
            return account(deadline + TimeUnit.MILLISECONDS.toNanos(GRACE_MS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.SOFTWARE;
        }
    }

    /** In the reverse order of the start. */
    private void drain(long deadline) throws InterruptedException {
        CountDownLatch refused = new CountDownLatch(1);
        eventLoop.execute(() -> {
            acceptor.close();
            handler.refuseEvents();
            refused.countDown();
        });
        // From then on no further event comes into the queue.
        refused.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        workers.drainQueue(deadline);
        CountDownLatch closed = new CountDownLatch(1);
        eventLoop.execute(() -> acceptor.closeClientsWhenWritten(closed::countDown));
        closed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** The last line on stdout: what became of every event ever received. Returns the exit code. */
    private int account(long deadline) throws InterruptedException {
        Metrics.Snapshot last = metrics.snapshot();
        if (last.pending() > 0) {
            Output.STDERR.println("the drain ran out of time (--drain-ms); accepted events lost: " + last.pending());
        }
        stdout.println(Reply.metrics(last).toString());
        stdout.finish(deadline);
        Output.STDERR.finish(deadline);
        return last.pending() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
