package tenstages.server;

import java.util.concurrent.ArrayBlockingQueue;

/** A handler for tests that are about something else. */
final class AnyHandler {
    private AnyHandler() {}

    static Handler create() {
        Metrics metrics = new Metrics();
        Batches batches = new Batches(new ArrayBlockingQueue<>(10), 1, 10, new Pace(), metrics);
        return new Handler(AnyBalances.with(SimulatedWork.ofMillis(0)), batches, metrics);
    }
}
