package tenstages.server;

/** What the server does with one line: line in, reply out. Event loop thread only. */
final class Handler {
    // fixed at construction
    private final EventParser eventParser = new EventParser();
    private final RequestParser parser = new RequestParser();
    private final Balances balances;
    private final Batches batches;
    private final Metrics metrics;

    // event loop thread only
    private boolean refusing;

    Handler(Balances balances, Batches batches, Metrics metrics) {
        this.balances = balances;
        this.batches = batches;
        this.metrics = metrics;
    }

    /** Answers one line, given without its line end; throws {@link BadRequest}, with the reply, if it is no request. */
    Reply handle(Line line) throws BadRequest {
        Request.Event likely = eventParser.parse(line);
        Request request = likely != null ? likely : parser.parse(line.copy());
        if (request instanceof Request.Event event) {
            return offer(event);
        }
        if (request instanceof Request.BalanceQuery query) {
            return Reply.balance(balances.of(query.user()));
        }
        if (request instanceof Request.MetricsQuery) {
            return Reply.metrics(metrics.snapshot());
        }
        if (request instanceof Request.HealthQuery) {
            return refusing ? Reply.DRAINING : Reply.OK;
        }
        throw new AssertionError("nobody handles " + request);
    }

    /** Refuses every event from now on. Queries are answered as before. */
    void refuseEvents() {
        refusing = true;
    }

    /** Never blocks: if the queue is full, the reply says so. */
    private Reply offer(Request.Event event) {
        metrics.eventReceived();
        if (refusing) {
            metrics.eventDropped();
            return Reply.SHUTTING_DOWN;
        }
        if (batches.offer(event)) {
            return Reply.ACCEPTED;
        }
        metrics.eventDropped();
        return Reply.SERVER_BUSY;
    }
}
