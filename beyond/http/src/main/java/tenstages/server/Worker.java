package tenstages.server;

import java.util.concurrent.BlockingQueue;

/** Takes work from the queue and does it, one after the other, on a thread of its own. It has no state. */
record Worker(BlockingQueue<Request.Work> queue, Balances balances, SimulatedWork nap, Metrics metrics)
        implements Runnable {
    /** Put into the queue behind the last work: the worker that takes it stops. Recognised with ==. */
    static final Request.Event POISON_PILL = new Request.Event("poison pill", 0);

    /** Works until it takes the poison pill or is interrupted. */
    @Override
    public void run() {
        try {
            for (Request.Work work = queue.take(); work != POISON_PILL; work = queue.take()) {
                if (work instanceof Request.Event event) {
                    apply(event);
                } else if (work instanceof Request.Sleep sleep) {
                    sleep.whenDone().accept(sleep());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An event whose processing throws is reported and dropped; the worker continues. */
    private void apply(Request.Event event) {
        try {
            balances.apply(event);
            metrics.eventProcessed();
        } catch (RuntimeException e) {
            metrics.eventFailed();
            Output.STDERR.println(Thread.currentThread().getName() + ": an event failed", e);
        }
    }

    /** Whoever waits for the reply is told, whatever happens. */
    private Reply sleep() {
        try {
            nap.perform();
            return Reply.OK;
        } catch (RuntimeException e) {
            Output.STDERR.println(Thread.currentThread().getName() + ": a nap failed", e);
            return Reply.INTERNAL_ERROR;
        }
    }
}
