package tenstages.server;

import java.util.concurrent.BlockingQueue;

/** What the server does with one line: line in, reply out. Event loop thread only. */
final class Handler {
    // fixed at construction
    private final RequestParser parser = new RequestParser();
    private final Balances balances;
    private final BlockingQueue<Event> queue;
    private final Metrics metrics;

    Handler(Balances balances, BlockingQueue<Event> queue, Metrics metrics) {
        this.balances = balances;
        this.queue = queue;
        this.metrics = metrics;
    }

    /** Answers one line, given without its line end. */
    Reply handle(byte[] line) {
        try {
            Request request = parser.parse(line);
            if (request instanceof Event event) {
                return offer(event);
            }
            if (request instanceof BalanceQuery query) {
                return Reply.balance(balances.of(query.user()));
            }
            if (request instanceof MetricsQuery) {
                return Reply.metrics(metrics.snapshot());
            }
            if (request instanceof HealthQuery) {
                return Reply.OK;
            }
            throw new AssertionError("nobody handles " + request);
        } catch (BadRequest bad) {
            return bad.reply();
        }
    }

    /** Never waits: a queue without room is an answer too. */
    private Reply offer(Event event) {
        metrics.eventReceived();
        if (queue.offer(event)) {
            return Reply.ACCEPTED;
        }
        metrics.eventDropped();
        return Reply.SERVER_BUSY;
    }
}
