package tenstages.server;

import java.util.List;
import java.util.concurrent.BlockingQueue;

/**
 * Takes batches from the queue and applies their events, one after the other, on a thread of its own. It has no state.
 */
record Worker(BlockingQueue<List<Request.Event>> queue, Pace pace, Balances balances, Metrics metrics)
        implements Runnable {
    /** A batch without events, put into the queue behind the last one: the worker that takes it stops. */
    static final List<Request.Event> POISON_PILL = List.of();

    /** Works until it takes the poison pill or is interrupted. */
    @Override
    public void run() {
        try {
            for (List<Request.Event> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                long begun = System.nanoTime();
                batch.forEach(this::apply);
                pace.record(batch.size(), System.nanoTime() - begun);
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
