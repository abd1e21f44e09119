package tenstages.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.engine.WarmUp;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.ServerProcess;

/** The server that is measured, and one run of the load generator against it. */
final class Load {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Load() {}

    /** Starts beyond/speed. The work is free, and the queue is long enough that nothing is rejected. */
    static ServerProcess startServer() throws IOException {
        return Programs.named("speed")
                .start(List.of(), List.of("--port", "0", "--work-ms", "0", "--hold-ms", "0", "--queue", "100000"));
    }

    /** Closed loop. Throws IOException if a request was refused or lost: what does less is not faster. */
    static LoadResult closed(ServerProcess server, RequestLines lines, int connections, int pipeline, Duration duration)
            throws IOException {
        LoadResult result = run(
                new LoadPlan(server.address(), lines, connections, pipeline, null, duration, Long.MAX_VALUE, TIMEOUT));
        if (result.succeeded() < result.scheduled()) {
            throw new IOException("of " + result.scheduled() + " requests only " + result.succeeded() + " succeeded: "
                    + result.replies() + " " + result.verdict().reasons());
        }
        return result;
    }

    static LoadResult run(LoadPlan plan) throws IOException {
        WarmUp.run(plan, WarmUp.MOST, () -> false);
        return new LoadEngine(plan, progress -> {}).run();
    }
}
