package tenstages.server;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * Each worker has a queue, and they have the tasks in turns. All get the same number of tasks, which is fair if all
 * tasks are alike: what waits behind a long one waits, though another worker may be idle.
 */
final class RoundRobin implements Distribution {
    // fixed at construction
    private final List<BlockingQueue<Runnable>> queues;

    // event loop thread only
    private int turn;

    RoundRobin(int workers) {
        queues = Stream.<BlockingQueue<Runnable>>generate(LinkedBlockingQueue::new)
                .limit(workers)
                .toList();
    }

    @Override
    public void submit(Runnable task) {
        queues.get(turn).add(task);
        turn = (turn + 1) % queues.size();
    }

    @Override
    public Runnable next(int worker) throws InterruptedException {
        return queues.get(worker).take();
    }
}
