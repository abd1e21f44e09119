package tenstages.server;

import java.util.concurrent.BlockingQueue;

/** Takes events from the queue and applies them, one after the other, on a thread of its own. */
final class Worker implements Runnable {
    // fixed at construction
    private final BlockingQueue<Event> queue;
    private final Balances balances;
    private final Metrics metrics;

    Worker(BlockingQueue<Event> queue, Balances balances, Metrics metrics) {
        this.queue = queue;
        this.balances = balances;
        this.metrics = metrics;
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
            metrics.eventProcessed();
        } catch (RuntimeException e) {
            metrics.eventFailed();
            System.err.println(Thread.currentThread().getName() + ": an event failed");
            e.printStackTrace();
        }
    }
}
