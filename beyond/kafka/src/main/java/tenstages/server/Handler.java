package tenstages.server;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What the server does with one line: line in, reply out, now or later. Event loop thread only. */
final class Handler {
    // fixed at construction
    private final RequestParser parser = new RequestParser();
    private final Function<String, CompletableFuture<Reply>> balances;
    private final EventLog log;
    private final Metrics metrics;

    // event loop thread only
    private boolean refusing;

    Handler(Function<String, CompletableFuture<Reply>> balances, EventLog log, Metrics metrics) {
        this.balances = balances;
        this.log = log;
        this.metrics = metrics;
    }

    /**
     * Answers one line, given without its line end; throws {@link BadRequest}, with the reply, if it is no request. The
     * reply may be ready only later, and is made on the event loop then.
     */
    CompletableFuture<Reply> handle(byte[] line) throws BadRequest {
        Request request = parser.parse(line);
        if (request instanceof Request.Event event) {
            return offer(event);
        }
        if (request instanceof Request.BalanceQuery query) {
            return balances.apply(query.user());
        }
        if (request instanceof Request.MetricsQuery) {
            return CompletableFuture.completedFuture(Reply.metrics(metrics.snapshot()));
        }
        if (request instanceof Request.HealthQuery) {
            return CompletableFuture.completedFuture(refusing ? Reply.DRAINING : Reply.OK);
        }
        throw new AssertionError("nobody handles " + request);
    }

    /** Refuses every event from now on. Queries are answered as before. */
    void refuseEvents() {
        refusing = true;
    }

    /** Never blocks: if too many events are under way, the reply says so. */
    private CompletableFuture<Reply> offer(Request.Event event) {
        metrics.eventReceived();
        if (refusing) {
            metrics.eventDropped();
            return CompletableFuture.completedFuture(Reply.SHUTTING_DOWN);
        }
        Optional<CompletableFuture<Void>> acknowledgement = log.offer(event);
        if (acknowledgement.isPresent()) {
            return acknowledgement.get().thenApply(acknowledged -> Reply.ACCEPTED);
        }
        metrics.eventDropped();
        return CompletableFuture.completedFuture(Reply.SERVER_BUSY);
    }
}
