package tenstages.server;

import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Each worker has a deque of its own. A worker whose own is empty steals from another's: no task waits while a worker
 * is idle, however long the others take (<a href="https://doi.org/10.1145/324133.324234">Blumofe, Leiserson: Scheduling
 * multithreaded computations by work stealing, 1999</a>). There, owners take their newest task, at the other end than
 * thieves, because it is still in the cache. Here everybody takes the oldest one, because a client waits for it: under
 * a steady load the oldest might never be taken otherwise. (Nearly as in the schedulers of Go and Tokio, which keep one
 * slot in front for the task that was woken last.)
 */
final class WorkStealing implements Distribution {
    // fixed at construction
    private final List<Deque<Runnable>> deques;

    // shared between threads
    /** A permit for each task that is in a deque and has nobody yet who takes it. Idle workers wait here. */
    private final Semaphore tasks = new Semaphore(0);

    // event loop thread only
    private int turn;

    WorkStealing(int workers) {
        deques = Stream.<Deque<Runnable>>generate(ConcurrentLinkedDeque::new)
                .limit(workers)
                .toList();
    }

    @Override
    public void submit(Runnable task) {
        deques.get(turn).addLast(task);
        turn = (turn + 1) % deques.size();
        tasks.release();
    }

    @Override
    public Runnable next(int worker) throws InterruptedException {
        tasks.acquire();
        Runnable task = takeOrSteal(worker);
        while (task == null) {
            // There is one for each permit, but another worker was faster where this one looked.
            task = takeOrSteal(worker);
        }
        return task;
    }

    private Runnable takeOrSteal(int worker) {
        Runnable task = deques.get(worker).pollFirst();
        for (int i = 1; task == null && i < deques.size(); i++) {
            task = deques.get((worker + i) % deques.size()).pollFirst();
        }
        return task;
    }
}
