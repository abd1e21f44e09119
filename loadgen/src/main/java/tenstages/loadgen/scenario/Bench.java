package tenstages.loadgen.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Cluster;
import tenstages.loadgen.process.ScratchFolder;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.Stages;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/** One stage under one scenario: it starts the servers, hands out clients, and ends all of them. */
public final class Bench implements AutoCloseable {
    /** Whoever takes over waits for the transactions of who died: Kafka looks after those every ten seconds. */
    private static final Duration TAKEOVER_PATIENCE = Duration.ofSeconds(60);

    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int stage;
    private final Map<String, String> options;
    private final Launcher launcher;
    private final List<Server> servers = new ArrayList<>();

    /** Null until somebody needs it. */
    private ScratchFolder scratch;

    private Cluster cluster;

    /** Starts a server of a stage, and returns once it listens. */
    @FunctionalInterface
    public interface Launcher {
        /** Throws IOException, with the reason, if it does not come to listen. */
        Server start(int stage, List<String> jvmOptions, List<String> options) throws IOException;

        /** The brokers of two servers that share a log, in this folder. Throws IOException if they do not serve. */
        default Cluster startCluster(Path data) throws IOException {
            return Stages.startCluster(data);
        }
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
        if (stage > Stages.LAST) {
            // The next server that is started finds what this one has kept.
            all.put("--data", folder("server").toString());
        }
        List<String> words = new ArrayList<>(List.of("--port", "0"));
        words.addAll(Stages.options(stage, all));
        Server server = launcher.start(stage, jvmOptions, words);
        servers.add(server);
        return server;
    }

    /** Starts the brokers that all further servers share. */
    synchronized Cluster startCluster() throws IOException {
        cluster = launcher.startCluster(folder("cluster"));
        return cluster;
    }

    int stage() {
        return stage;
    }

    private Path folder(String name) throws IOException {
        if (scratch == null) {
            scratch = new ScratchFolder();
        }
        return scratch.path().resolve(name);
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

    /** Runs the load on a thread of its own, and returns once it is being answered, however late that may be, or is over. */
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

    /** Waits until the server applies what it accepts: some are up sooner than that. Leaves no balance but its own. */
    static void awaitApplying(Server server) throws IOException {
        String user = "ready" + server.address().getPort();
        try (LineClient client = connect(server)) {
            client.ask(Requests.buy(user, 1));
            Await.answer(Await.PATIENCE, () -> client.ask(Requests.balanceOf(user)), Replies.balance(1)::equals);
        }
    }

    /** The sum of the balances once it has not changed for a while: what was accepted may still be on its way. */
    static long settledSum(Server server, int users) throws IOException {
        long before;
        long now = sumOfBalances(server, users);
        do {
            LockSupport.parkNanos(SETTLING_NANOS);
            before = now;
            now = sumOfBalances(server, users);
        } while (now != before);
        return now;
    }

    /** How many of the first users' balances the server tells; none if it cannot be reached. */
    static long usersAnsweredFor(Server server, int users) {
        long answered = 0;
        try (LineClient client = new LineClient(server.address(), TAKEOVER_PATIENCE)) {
            for (int i = 0; i < users; i++) {
                answered += Replies.readBalance(client.ask(Requests.balanceOf("user" + i)))
                                .isPresent()
                        ? 1
                        : 0;
            }
        } catch (IOException e) {
            // It answers no more.
        }
        return answered;
    }

    /** The sum of the balances of {@code user0} to the last one. */
    static long sumOfBalances(Server server, int users) throws IOException {
        try (LineClient client = new LineClient(server.address(), TAKEOVER_PATIENCE)) {
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
        if (cluster != null) {
            cluster.close();
        }
        if (scratch != null) {
            scratch.close();
        }
    }
}
