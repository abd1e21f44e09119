package tenstages.server;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.ExitCode;
import sun.misc.Signal;

/**
 * The shutdown: its order, its deadline, its accounting and the exit. It runs on the thread that the JVM starts for a
 * signal, while the event loop goes on serving. That thread waits for nothing longer than the deadline, but
 * for the event loop and for its last lines a moment more. It has no state: a drain happens once.
 *
 * <p>A JVM shutdown hook would not do: the exit code is the signal's unless it halts the JVM, and a second signal goes
 * unseen. {@link Signal} is in {@code jdk.unsupported}, which every JDK has and exports.
 */
record Drain(EventLoop eventLoop, Acceptor acceptor, Handler handler, Workers workers, Metrics metrics, Output stdout) {
    /** How long it waits at least for the event loop, for stdout and for stderr, even if the deadline has passed. */
    private static final long GRACE_NANOS = 500_000_000;

    /** The first of these signals begins a drain of at most drainMs. The next one ends the process at once. */
    void onSignals(int drainMs, String... names) throws IOException {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            for (String name : names) {
                // 128 + N is what a shell says of a process that signal N has ended.
                Signal.handle(
                        new Signal(name), s -> System.exit(begun.getAndSet(true) ? 128 + s.getNumber() : run(drainMs)));
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
            return drain(deadline) ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.SOFTWARE;
        }
    }

    /**
     * Events first, then the queue, the clients last: until then a load balancer that asks for the health of the server
     * hears that it drains, and sends the others elsewhere. Whether every accepted event is applied.
     */
    private boolean drain(long deadline) throws InterruptedException {
        CompletableFuture<Boolean> refused = new CompletableFuture<>();
        eventLoop.execute(() -> {
            handler.refuseEvents();
            refused.complete(true);
        });
        long patience = Math.max(deadline - System.nanoTime(), GRACE_NANOS);
        refused.completeOnTimeout(false, patience, TimeUnit.NANOSECONDS).join();
        // From now on no further event comes into the queue, unless the event loop is stuck.
        workers.drainQueue(deadline);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        eventLoop.execute(() -> {
            acceptor.close();
            acceptor.closeConnectionsWhenWritten(() -> closed.complete(null));
        });
        closed.completeOnTimeout(null, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                .join();
        return account(refused.join(), Math.max(deadline, System.nanoTime() + GRACE_NANOS));
    }

    /**
     * The last line on stdout: what became of every event received. The event loop takes the numbers, because another
     * thread would take an event that is just being refused for one that is lost. Only if the loop is stuck, this
     * thread takes them.
     */
    private boolean account(boolean refusing, long end) throws InterruptedException {
        Metrics.Snapshot onLoop = CompletableFuture.supplyAsync(metrics::snapshot, eventLoop::execute)
                .completeOnTimeout(null, end - System.nanoTime(), TimeUnit.NANOSECONDS)
                .join();
        Metrics.Snapshot last = onLoop == null ? metrics.snapshot() : onLoop;
        stdout.finish(Reply.metrics(last).toString(), Math.max(end, System.nanoTime() + GRACE_NANOS));
        String loss = "the drain ran out of time (--drain-ms); accepted events lost: " + last.pending();
        Output.STDERR.finish(refusing && last.pending() == 0 ? "drained" : loss, System.nanoTime() + GRACE_NANOS);
        return refusing && last.pending() == 0;
    }
}
