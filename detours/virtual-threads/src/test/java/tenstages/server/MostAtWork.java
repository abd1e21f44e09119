package tenstages.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that does the work of twenty events on virtual threads, and prints how many were at it at the same time.
 */
final class MostAtWork {
    private static final int EVENTS = 20;
    private static final int WORK_MS = 50;

    private MostAtWork() {}

    /** With {@code --pin} the work is pinned. */
    public static void main(String[] args) throws Exception {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        SimulatedWork counted = () -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            SimulatedWork.ofMillis(WORK_MS).perform();
            atWork.decrementAndGet();
        };
        SimulatedWork work = args.length > 0 ? new Pinned(counted) : counted;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            threads.add(Thread.ofVirtual().start(work::perform));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(most);
    }
}
