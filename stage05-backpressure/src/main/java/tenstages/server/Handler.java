package tenstages.server;

import java.util.concurrent.BlockingQueue;

/** What the server does with one line: line in, reply out. Event loop thread only. */
final class Handler {
    // fixed at construction
    private final RequestParser parser = new RequestParser();
    private final Balances balances;
    private final BlockingQueue<Request.Event> queue;

    Handler(Balances balances, BlockingQueue<Request.Event> queue) {
        this.balances = balances;
        this.queue = queue;
    }

    /** Answers one line, given without its line end; throws {@link BadRequest}, with the reply, if it is no request. */
    Reply handle(byte[] line) throws BadRequest {
        Request request = parser.parse(line);
        if (request instanceof Request.Event event) {
            return offer(event);
        }
        if (request instanceof Request.BalanceQuery query) {
            return Reply.balance(balances.of(query.user()));
        }
        throw new AssertionError("nobody handles " + request);
    }

    /** Never blocks: if the queue is full, the reply says so. */
    private Reply offer(Request.Event event) {
        if (queue.offer(event)) {
            return Reply.ACCEPTED;
        }
        return Reply.SERVER_BUSY;
    }
}
