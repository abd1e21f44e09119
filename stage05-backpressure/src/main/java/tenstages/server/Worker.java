package tenstages.server;

import java.util.concurrent.BlockingQueue;

/** Takes events from the queue and applies them, one after the other, on a thread of its own. It has no state. */
record Worker(BlockingQueue<Request.Event> queue, Balances balances) implements Runnable {
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

    /** An event whose processing throws is reported and given up; the worker continues. */
    private void apply(Request.Event event) {
        try {
            balances.apply(event);
        } catch (RuntimeException e) {
            Output.STDERR.println(Thread.currentThread().getName() + ": an event failed", e);
        }
    }
}
