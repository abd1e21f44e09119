package tenstages.server;

import java.util.concurrent.ArrayBlockingQueue;

/** A handler for tests that are about something else. */
final class AnyHandler {
    private AnyHandler() {}

    static Handler create() {
        return new Handler(AnyBalances.with(SimulatedWork.ofMillis(0)), new ArrayBlockingQueue<>(10));
    }
}
