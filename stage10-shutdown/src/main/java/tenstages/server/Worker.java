package tenstages.server;

import java.util.concurrent.BlockingQueue;

/** Takes events from the queue and applies them, one after the other, on a thread of its own. It has no state. */
record Worker(BlockingQueue<Request.Event> queue, Balances balances, Metrics metrics) implements Runnable {
    /** Put into the queue behind the last event: the worker that takes it stops. Recognised with ==. */
    static final Request.Event POISON_PILL = new Request.Event("poison pill", 0);

    /** Works until it takes the poison pill or is interrupted. */
    @Override
    public void run() {
        try {
            for (Request.Event event = queue.take(); event != POISON_PILL; event = queue.take()) {
                apply(event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An event whose processing throws is reported and given up; the worker continues. */
    private void apply(Request.Event event) {
        try {
            balances.apply(event);
            metrics.eventProcessed();
        } catch (RuntimeException e) {
            metrics.eventFailed();
            Output.STDERR.println(Thread.currentThread().getName() + ": an event failed", e);
        }
    }
}
