package tenstages.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The threads {@code worker-1} to {@code worker-N}, all taking from the same queue. */
final class Workers {
    // fixed at construction
    private final BlockingQueue<Event> queue;
    private final List<Thread> threads = new ArrayList<>();

    Workers(int count, BlockingQueue<Event> queue, Balances balances, Metrics metrics) {
        this.queue = queue;
        for (int i = 1; i <= count; i++) {
            Thread thread = new Thread(new Worker(queue, balances, metrics), "worker-" + i);
            // The event loop alone keeps the process alive: if it fails, no worker hides that.
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /**
     * Lets the workers finish what is in the queue, and end: each takes one poison pill, and none can overtake an event,
     * because pills and events share one queue. Returns when the last worker has ended, or at the deadline
     * ({@link System#nanoTime()}). Nothing may be put into the queue from the call on.
     */
    void finish(long deadline) throws InterruptedException {
        for (int i = 0; i < threads.size(); i++) {
            queue.offer(Worker.POISON_PILL, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
        }
    }
}
