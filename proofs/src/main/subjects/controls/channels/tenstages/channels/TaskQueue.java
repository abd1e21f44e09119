package tenstages.channels;

import java.util.concurrent.BlockingQueue;

/** The mistake: the end is an interrupt, as with {@code shutdownNow}, and overtakes what is still in the channel. */
final class TaskQueue {
    enum WhenFull {
        WAIT,
        DROP
    }

    record Result(int done, int failed, int dropped, int mostWaiting) {}

    static Result run(BlockingQueue<Runnable> queue, WhenFull whenFull, int tasks, Runnable work)
            throws InterruptedException {
        int[] done = {0};
        Thread consumer = new Thread(() -> consume(queue, done), "consumer");
        consumer.start();
        for (int i = 0; i < tasks; i++) {
            queue.put(work);
        }
        consumer.interrupt();
        consumer.join();
        return new Result(done[0], 0, 0, 0);
    }

    private static void consume(BlockingQueue<Runnable> queue, int[] done) {
        try {
            while (true) {
                queue.take().run();
                done[0]++;
            }
        } catch (InterruptedException e) {
            return;
        }
    }
}
