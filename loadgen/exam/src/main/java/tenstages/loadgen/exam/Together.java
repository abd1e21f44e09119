package tenstages.loadgen.exam;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Several clients at the same time, each on a thread of its own. */
final class Together {
    private Together() {}

    /**
     * Runs them and waits for all; returns what they return, in the order of their ends. If one throws something, hangs
     * up for all others and throws it, too.
     */
    static <T> List<T> run(Examinee server, List<Callable<T>> clients) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            CompletionService<T> running = new ExecutorCompletionService<>(threads);
            clients.forEach(running::submit);
            List<T> results = new ArrayList<>();
            for (int i = 0; i < clients.size(); i++) {
                results.add(running.take().get());
            }
            return results;
        } catch (ExecutionException e) {
            server.hangUp();
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted");
        } finally {
            threads.shutdownNow();
        }
    }

    private static IOException rethrown(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        if (e instanceof RuntimeException exception) {
            throw exception;
        }
        return (IOException) e;
    }
}
