package tenstages.loadgen.scenario;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.process.Stages;
import tenstages.loadgen.wire.LineClient;

/** One stage under one scenario: it starts the servers, hands out clients, and ends all of them. */
public final class Bench implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int stage;
    private final Map<String, String> options;
    private final List<ServerProcess> servers = new ArrayList<>();

    /** Starts nothing yet. */
    Bench(int stage, Map<String, String> options) {
        this.stage = stage;
        this.options = options;
    }

    int stage() {
        return stage;
    }

    /** Starts the stage with the scenario's options. */
    ServerProcess start() throws IOException {
        return start(List.of(), Map.of());
    }

    /** Starts the stage with the scenario's options and some more. */
    synchronized ServerProcess start(List<String> jvmOptions, Map<String, String> more) throws IOException {
        Map<String, String> all = new HashMap<>(options);
        all.putAll(more);
        List<String> words = new ArrayList<>(List.of("--port", "0"));
        words.addAll(Stages.options(stage, all));
        ServerProcess server = ServerProcess.start(ServerProcess.javaCommand(jvmOptions, Stages.jar(stage), words));
        servers.add(server);
        return server;
    }

    static LineClient connect(ServerProcess server) throws IOException {
        return new LineClient(server.address(), PATIENCE);
    }

    /** Closed loop until so many requests are sent, or so long. */
    static LoadResult load(
            ServerProcess server, RequestLines lines, int connections, int pipeline, long requests, Duration duration)
            throws IOException {
        return run(new LoadPlan(server.address(), lines, connections, pipeline, null, duration, requests, PATIENCE));
    }

    /** Open loop at so many requests per second, for so long. */
    static LoadPlan rate(
            InetSocketAddress server, RequestLines lines, int connections, double rate, Duration duration) {
        return new LoadPlan(server, lines, connections, 1, Arrivals.uniform(rate), duration, Long.MAX_VALUE, PATIENCE);
    }

    static LoadResult run(LoadPlan plan) throws IOException {
        return new LoadEngine(plan, progress -> {}).run();
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
    }
}
