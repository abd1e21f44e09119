package tenstages.server;

import java.util.concurrent.BlockingQueue;

/** Takes events from the queue and applies them, one after the other, on a thread of its own. */
final class Worker implements Runnable {
    /** Put behind the last event: the worker that takes it ends. It is told from an event by identity. */
    static final Event POISON_PILL = new Event("poison pill", Event.Action.BUY, 1);

    // fixed at construction
    private final BlockingQueue<Event> queue;
    private final Balances balances;
    private final Metrics metrics;

    Worker(BlockingQueue<Event> queue, Balances balances, Metrics metrics) {
        this.queue = queue;
        this.balances = balances;
        this.metrics = metrics;
    }

    /** Works until it takes the poison pill or is interrupted. */
    @Override
    @SuppressWarnings("ReferenceEquality")
    public void run() {
        try {
            for (Event event = queue.take(); event != POISON_PILL; event = queue.take()) {
                apply(event);
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
