package tenstages.channels;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The mistake: the end is a flag, and overtakes what is still in the channel. */
final class TaskQueue {
    enum WhenFull {
        WAIT,
        DROP
    }

    record Result(int done, int failed, int dropped, int mostWaiting) {}

    static Result run(BlockingQueue<Runnable> queue, WhenFull whenFull, int tasks, Runnable work)
            throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        int[] done = {0};
        Thread consumer = new Thread(() -> consume(queue, ended, done), "consumer");
        consumer.start();
        for (int i = 0; i < tasks; i++) {
            queue.put(work);
        }
        ended.set(true);
        queue.put(() -> {});
        consumer.join();
        return new Result(done[0], 0, 0, 0);
    }

    private static void consume(BlockingQueue<Runnable> queue, AtomicBoolean ended, int[] done) {
        try {
            for (Runnable task = queue.take(); !ended.get(); task = queue.take()) {
                task.run();
                done[0]++;
            }
            queue.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
