package tenstages.loadgen.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * Loads a server over any number of non-blocking connections, and times every request three times: when it was due,
 * when it was sent, when it was answered.
 *
 * <p>Closed loop: each connection keeps its requests under way and sends a new one for each reply. Open loop: requests
 * are sent when they are due, whether or not the server keeps up (see <a
 * href="https://www.usenix.org/legacy/event/nsdi06/tech/schroeder.html">Schroeder, Wierman, Harchol-Balter: Open versus
 * closed, 2006</a>).
 *
 * <p>One thread is enough for most servers. Where it is not, each thread has its share of the connections, of the
 * requests and of the rate; they begin to send together.
 */
public final class LoadEngine {
    // fixed at construction
    private final LoadPlan plan;
    private final Consumer<Progress> progress;
    private final List<LoadLoop> loops = new ArrayList<>();

    // shared between threads
    private final AtomicReferenceArray<Progress> progresses;
    private final Phaser connected;

    /** Volatile, because one thread stops the run and another one reads this. */
    private volatile boolean stopped;

    /** How far a run has come. Replies are those of all kinds. */
    public record Progress(double seconds, long replies, long failures) {}

    /** The engine tells its progress about 20 times a second, on the thread that calls {@link #run}. */
    public LoadEngine(LoadPlan plan, Consumer<Progress> progress) {
        this.plan = plan;
        this.progress = progress;
        progresses = new AtomicReferenceArray<>(plan.threads());
        connected = new Phaser(plan.threads());
        for (int i = 0; i < plan.threads(); i++) {
            int thread = i;
            loops.add(new LoadLoop(
                    plan.part(i), plan.firstLine(i), connected::arriveAndAwaitAdvance, mine -> tell(thread, mine)));
        }
    }

    /**
     * Runs the plan, its first part on the calling thread. Throws IOException if no connection can be opened. Requests
     * that fail are no exception: they are in the result.
     */
    public LoadResult run() throws IOException {
        List<CompletableFuture<LoadLoop.Part>> others = new ArrayList<>();
        for (LoadLoop loop : loops.subList(1, loops.size())) {
            CompletableFuture<LoadLoop.Part> part = new CompletableFuture<>();
            others.add(part);
            new Thread(() -> complete(part, loop), "load").start();
        }
        List<LoadLoop.Part> parts = new ArrayList<>();
        try {
            parts.add(run(loops.get(0)));
            others.forEach(part -> parts.add(part.join()));
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
        return result(parts);
    }

    /** Stops the run early; {@link #run} returns what was measured so far. Any thread may call it. */
    public void stop() {
        stopped = true;
        loops.forEach(LoadLoop::stop);
    }

    /** Whether somebody has asked for that. Any thread may call it. */
    public boolean isStopped() {
        return stopped;
    }

    private void complete(CompletableFuture<LoadLoop.Part> part, LoadLoop loop) {
        try {
            part.complete(run(loop));
        } catch (Throwable e) {
            part.completeExceptionally(e);
        }
    }

    /** If one fails, the others do not wait for it, and end. */
    private LoadLoop.Part run(LoadLoop loop) throws IOException {
        boolean done = false;
        try {
            LoadLoop.Part part = loop.run();
            done = true;
            return part;
        } finally {
            connected.arriveAndDeregister();
            if (!done) {
                loops.forEach(LoadLoop::stop);
            }
        }
    }

    private void tell(int thread, Progress mine) {
        progresses.set(thread, mine);
        if (thread == 0) {
            long replies = 0;
            long failures = 0;
            for (int i = 0; i < progresses.length(); i++) {
                Progress each = progresses.get(i);
                replies += each == null ? 0 : each.replies;
                failures += each == null ? 0 : each.failures;
            }
            progress.accept(new Progress(mine.seconds, replies, failures));
        }
    }

    private LoadResult result(List<LoadLoop.Part> parts) throws IOException {
        LoadLoop.Part all = parts.stream().reduce(LoadEngine::together).orElseThrow();
        LoadResult.Connections connections = all.connections();
        if (connections.failed() == plan.connections()) {
            throw new IOException("cannot connect to " + plan.target().getHostString() + ":"
                    + plan.target().getPort() + ": " + connections.failure());
        }
        return LoadResult.of(plan, all.recorder(), all.seconds(), connections, all.client(), all.endedEarly(), stopped);
    }

    private static LoadLoop.Part together(LoadLoop.Part one, LoadLoop.Part other) {
        one.recorder().add(other.recorder());
        return new LoadLoop.Part(
                one.recorder(),
                Math.max(one.seconds(), other.seconds()),
                together(one.connections(), other.connections()),
                one.client().together(other.client()),
                one.endedEarly() || other.endedEarly());
    }

    private static LoadResult.Connections together(LoadResult.Connections one, LoadResult.Connections other) {
        return new LoadResult.Connections(
                one.served() + other.served(),
                one.unanswered() + other.unanswered(),
                one.turnedAway() + other.turnedAway(),
                one.lost() + other.lost(),
                one.failed() + other.failed(),
                one.failed() > 0 ? one.failure() : other.failure());
    }
}
