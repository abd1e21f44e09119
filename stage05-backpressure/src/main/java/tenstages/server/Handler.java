package tenstages.server;

import java.util.concurrent.BlockingQueue;

/** What the server does with one line: line in, reply out. Event loop thread only. */
final class Handler {
    // fixed at construction
    private final RequestParser parser = new RequestParser();
    private final Balances balances;
    private final BlockingQueue<Event> queue;

    Handler(Balances balances, BlockingQueue<Event> queue) {
        this.balances = balances;
        this.queue = queue;
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
            throw new AssertionError("nobody handles " + request);
        } catch (BadRequest bad) {
            return bad.reply();
        }
    }

    /** Never waits: a queue without room is an answer too. */
    private Reply offer(Event event) {
        if (queue.offer(event)) {
            return Reply.ACCEPTED;
        }
        return Reply.SERVER_BUSY;
    }
}
