package tenstages.loadgen.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.Stages;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** One stage under one scenario: it starts the servers, hands out clients, and ends all of them. */
public final class Bench implements AutoCloseable {
    private final int stage;
    private final Map<String, String> options;
    private final Launcher launcher;
    private final List<Server> servers = new ArrayList<>();

    /** Starts a server of a stage, and returns once it listens. */
    @FunctionalInterface
    public interface Launcher {
        /** Throws IOException, with the reason, if it does not come to listen. */
        Server start(int stage, List<String> jvmOptions, List<String> options) throws IOException;
    }

    /** Starts nothing yet. */
    Bench(int stage, Map<String, String> options, Launcher launcher) {
        this.stage = stage;
        this.options = options;
        this.launcher = launcher;
    }

    /** Starts the stage with the scenario's options. */
    Server start() throws IOException {
        return start(List.of(), Map.of());
    }

    /** Starts the stage with the scenario's options and some more. */
    synchronized Server start(List<String> jvmOptions, Map<String, String> more) throws IOException {
        Map<String, String> all = new HashMap<>(options);
        all.putAll(more);
        List<String> words = new ArrayList<>(List.of("--port", "0"));
        words.addAll(Stages.options(stage, all));
        Server server = launcher.start(stage, jvmOptions, words);
        servers.add(server);
        return server;
    }

    /** An option of the scenario that is a time in milliseconds. */
    long millis(String option) {
        return Long.parseLong(options.get(option));
    }

    static LineClient connect(Server server) throws IOException {
        return new LineClient(server.address(), Await.PATIENCE);
    }

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

    /** The user's balance; empty if the server does not know the question. */
    static OptionalLong balance(Server server, String user) throws IOException {
        try (LineClient client = connect(server)) {
            return Replies.readBalance(client.ask(Requests.balanceOf(user)));
        }
    }

    /** The sum of the balances of {@code user0} to the last one. */
    static long sumOfBalances(Server server, int users) throws IOException {
        try (LineClient client = connect(server)) {
            StringBuilder queries = new StringBuilder();
            for (int i = 0; i < users; i++) {
                queries.append(Requests.balanceOf("user" + i)).append('\n');
            }
            client.send(queries.toString());
            long sum = 0;
            for (int i = 0; i < users; i++) {
                sum += Replies.readBalance(client.readLine()).orElse(0);
            }
            return sum;
        }
    }

    /** The server's counters; empty if it does not know the question. */
    static Optional<MetricsReply> metrics(Server server) throws IOException {
        try (LineClient client = connect(server)) {
            return MetricsReply.parse(client.ask(Requests.METRICS));
        }
    }

    @Override
    public synchronized void close() {
        servers.forEach(Server::close);
    }
}
