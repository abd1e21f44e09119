package tenstages.loadgen.pains;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Await;

/** The loads that attacks consist of, now or beside something else. */
final class Loads {
    private Loads() {}

    /** Closed loop until so many requests are sent, or so long. */
    static LoadResult load(
            Server server, RequestLines lines, int connections, int pipeline, long requests, Duration duration)
            throws IOException {
        return run(
                new LoadPlan(server.address(), lines, connections, pipeline, null, duration, requests, Await.PATIENCE));
    }

    /** Open loop at so many requests per second, for so long. */
    static LoadPlan rate(
            InetSocketAddress server, RequestLines lines, int connections, double rate, Duration duration) {
        return new LoadPlan(
                server, lines, connections, 1, Arrivals.uniform(rate), duration, Long.MAX_VALUE, Await.PATIENCE);
    }

    static LoadResult run(LoadPlan plan) throws IOException {
        return new LoadEngine(plan, progress -> {}).run();
    }

    /**
     * Runs the load on a thread of its own, and returns once it is being answered, however late that may be, or is
     * over.
     */
    static CompletableFuture<LoadResult> begin(LoadPlan plan) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        LoadEngine engine = new LoadEngine(plan, progress -> {
            if (progress.replies() > 0) {
                answered.complete(null);
            }
        });
        CompletableFuture<LoadResult> load = async(engine::run, task -> new Thread(task).start());
        CompletableFuture.anyOf(answered, load).exceptionally(failure -> null).join();
        return load;
    }

    /** Waits until that time of {@link System#nanoTime()}; not at all if it is past. */
    static void sleepUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
        }
    }

    /** Runs on a thread of its own what may fail as anything on the network may. */
    static <T> CompletableFuture<T> async(Await.Question<T> task, Executor executor) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return task.ask();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                executor);
    }

    /** What came of it. */
    static <T> T join(CompletableFuture<T> future) throws IOException {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw e;
        }
    }
}
