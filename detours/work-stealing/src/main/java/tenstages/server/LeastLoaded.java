package tenstages.server;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;

/**
 * Each worker has a queue, and a task goes to the one that has the fewest to do. That keeps away from a worker with a
 * long task, as long as others have less. But the choice is final, and it counts tasks: how long each takes nobody
 * knows before.
 */
final class LeastLoaded implements Distribution {
    // fixed at construction
    private final List<BlockingQueue<Runnable>> queues;

    // shared between threads
    /** Tasks that wait or are being done. */
    private final AtomicIntegerArray loads;

    LeastLoaded(int workers) {
        queues = Stream.<BlockingQueue<Runnable>>generate(LinkedBlockingQueue::new)
                .limit(workers)
                .toList();
        loads = new AtomicIntegerArray(workers);
    }

    @Override
    public void submit(Runnable task) {
        int least = 0;
        for (int i = 1; i < queues.size(); i++) {
            if (loads.get(i) < loads.get(least)) {
                least = i;
            }
        }
        int chosen = least;
        loads.incrementAndGet(chosen);
        queues.get(chosen).add(() -> {
            try {
                task.run();
            } finally {
                loads.decrementAndGet(chosen);
            }
        });
    }

    @Override
    public Runnable next(int worker) throws InterruptedException {
        return queues.get(worker).take();
    }
}
