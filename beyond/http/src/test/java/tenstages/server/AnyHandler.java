package tenstages.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A handler for tests that are about something else. */
final class AnyHandler {
    /** Options are parsed once: some tests make thousands of handlers. */
    private static final Config CONFIG = Config.of();

    private AnyHandler() {}

    static Handler create() {
        return with(new ArrayBlockingQueue<>(10), new Metrics());
    }

    static Handler with(BlockingQueue<Request.Work> queue, Metrics metrics) {
        return with(AnyBalances.with(SimulatedWork.ofMillis(0)), queue, metrics);
    }

    static Handler with(Balances balances, BlockingQueue<Request.Work> queue, Metrics metrics) {
        ContentionStats contention = new ContentionStats(Output.STDERR, false);
        return new Handler(balances, queue, metrics, new MetricsText(CONFIG, queue, metrics, contention));
    }
}
