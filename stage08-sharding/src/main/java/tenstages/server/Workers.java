package tenstages.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/** The threads {@code worker-1} to {@code worker-N}, all taking from the same queue. */
final class Workers {
    // fixed at construction
    private final List<Thread> threads = new ArrayList<>();

    Workers(int count, BlockingQueue<Request.Event> queue, Balances balances) {
        for (int i = 1; i <= count; i++) {
            threads.add(new Thread(new Worker(queue, balances), "worker-" + i));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }
}
