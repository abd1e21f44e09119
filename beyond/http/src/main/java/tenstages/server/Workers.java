package tenstages.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The threads {@code worker-1} to {@code worker-N}, all taking from the same queue. */
final class Workers {
    // fixed at construction
    private final List<Thread> threads = new ArrayList<>();
    private final BlockingQueue<Request.Work> queue;

    Workers(int count, BlockingQueue<Request.Work> queue, Balances balances, SimulatedWork nap, Metrics metrics) {
        for (int i = 1; i <= count; i++) {
            threads.add(new Thread(new Worker(queue, balances, nap, metrics), "worker-" + i));
        }
        this.queue = queue;
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /**
     * Lets the workers apply what is in the queue, and stops them: each takes one poison pill, and no pill can overtake
     * an event, because pills and events share one queue. Returns when the last worker has stopped, or at the deadline
     * ({@link System#nanoTime()}). Nothing else may be put into the queue from the call on.
     */
    void drainQueue(long deadline) throws InterruptedException {
        for (int i = 0; i < threads.size(); i++) {
            queue.offer(Worker.POISON_PILL, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
        }
    }
}
