package tenstages.server;

import java.util.concurrent.BlockingQueue;

/** The mistake: an event is counted as received when it is in the queue already. */
final class Handler {
    private final RequestParser parser = new RequestParser();
    private final BlockingQueue<Request.Event> queue;
    private final Metrics metrics;

    Handler(Balances balances, BlockingQueue<Request.Event> queue, Metrics metrics) {
        this.queue = queue;
        this.metrics = metrics;
    }

    Reply handle(byte[] line) throws BadRequest {
        boolean accepted = queue.offer((Request.Event) parser.parse(line));
        metrics.eventReceived();
        if (!accepted) {
            metrics.eventDropped();
        }
        return accepted ? Reply.ACCEPTED : Reply.SERVER_BUSY;
    }
}
