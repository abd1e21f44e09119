package tenstages.bench;

import java.io.IOException;
import java.time.Duration;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;

/** One run of the load generator against a server. */
final class Load {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Load() {}

    /** Closed loop. Throws IOException if a request was refused or lost: what does less is not faster. */
    static LoadResult closed(Server server, RequestLines lines, int connections, int pipeline, Duration duration)
            throws IOException {
        return checked(
                new LoadPlan(server.address(), lines, connections, pipeline, null, duration, Long.MAX_VALUE, TIMEOUT));
    }

    /** Open loop, evenly spaced, so many requests per second. */
    static LoadResult open(Server server, RequestLines lines, int connections, double rate, Duration duration)
            throws IOException {
        return checked(new LoadPlan(
                server.address(), lines, connections, 1, Arrivals.uniform(rate), duration, Long.MAX_VALUE, TIMEOUT));
    }

    static LoadResult run(LoadPlan plan) throws IOException {
        return new LoadEngine(plan, progress -> {}).run();
    }

    private static LoadResult checked(LoadPlan plan) throws IOException {
        LoadResult result = run(plan);
        if (result.succeeded() < result.scheduled()) {
            throw new IOException("of " + result.scheduled() + " requests only " + result.succeeded() + " succeeded: "
                    + result.replies() + " " + result.verdict().reasons());
        }
        return result;
    }
}
