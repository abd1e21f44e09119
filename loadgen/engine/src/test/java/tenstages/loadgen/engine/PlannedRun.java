package tenstages.loadgen.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import tenstages.loadgen.model.ScriptedServer;

/** A run of the engine: 100 events over one connection in a closed loop with patience, unless said otherwise. */
final class PlannedRun {
    private final InetSocketAddress target;
    private RequestLines lines = RequestLines.buysOfOne(10);
    private int connections = 1;
    private int pipeline = 1;
    private int threads = 1;
    private Arrivals arrivals;
    private long requests = 100;
    private Duration timeout = Duration.ofSeconds(20);
    private Duration duration = Duration.ofHours(1);
    private Consumer<LoadEngine.Progress> progress = told -> {};

    private PlannedRun(InetSocketAddress target) {
        this.target = target;
    }

    static PlannedRun against(ScriptedServer server) {
        return against(server.address());
    }

    static PlannedRun against(InetSocketAddress target) {
        return new PlannedRun(target);
    }

    PlannedRun lines(RequestLines what) {
        lines = what;
        return this;
    }

    PlannedRun connections(int count) {
        connections = count;
        return this;
    }

    PlannedRun threads(int count) {
        threads = count;
        return this;
    }

    PlannedRun pipeline(int count) {
        pipeline = count;
        return this;
    }

    PlannedRun openLoop(double rate) {
        arrivals = Arrivals.uniform(rate);
        return this;
    }

    PlannedRun requests(long count) {
        requests = count;
        return this;
    }

    PlannedRun timeoutMillis(long millis) {
        timeout = Duration.ofMillis(millis);
        return this;
    }

    PlannedRun durationMillis(long millis) {
        duration = Duration.ofMillis(millis);
        return this;
    }

    PlannedRun progress(Consumer<LoadEngine.Progress> listener) {
        progress = listener;
        return this;
    }

    LoadEngine engine() {
        return new LoadEngine(
                new LoadPlan(target, lines, connections, pipeline, arrivals, duration, requests, timeout, threads),
                progress);
    }

    LoadResult run() throws IOException {
        return engine().run();
    }
}
