package tenstages.server;

import java.util.ArrayList;
import java.util.List;

/** The threads that do the tasks. How a task finds one of them is a matter of the {@link Distribution}. */
final class Workers {
    // fixed at construction
    private final List<Thread> threads = new ArrayList<>();
    private final Distribution distribution;

    Workers(int count, Distribution distribution) {
        this.distribution = distribution;
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> work(number), "worker-" + (i + 1));
            // The process ends if the event loop dies.
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Has the task done by one of the workers. Never blocks. Event loop thread only. */
    void submit(Runnable task) {
        distribution.submit(task);
    }

    private void work(int number) {
        try {
            while (true) {
                distribution.next(number).run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
