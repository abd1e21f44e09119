package tenstages.server;

import java.util.concurrent.BlockingQueue;

/** Takes events from the queue and applies them, one after the other, on a thread of its own. */
final class Worker implements Runnable {
    // fixed at construction
    private final BlockingQueue<Event> queue;
    private final Balances balances;

    Worker(BlockingQueue<Event> queue, Balances balances) {
        this.queue = queue;
        this.balances = balances;
    }

    /** Works until it is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                apply(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An event that fails is reported and gone; the worker lives on for the next one. */
    private void apply(Event event) {
        try {
            balances.apply(event);
        } catch (RuntimeException e) {
            System.err.println(Thread.currentThread().getName() + ": an event failed");
            e.printStackTrace();
        }
    }
}
