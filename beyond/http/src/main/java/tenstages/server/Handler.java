package tenstages.server;

import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** What the server does with one request: request in, reply out. Event loop thread only. */
final class Handler {
    // fixed at construction
    private final Routes routes = new Routes();
    private final Balances balances;
    private final BlockingQueue<Request.Work> queue;
    private final Metrics metrics;
    private final MetricsText metricsText;

    // event loop thread only
    private boolean refusing;
    private int clients;

    Handler(Balances balances, BlockingQueue<Request.Work> queue, Metrics metrics, MetricsText metricsText) {
        this.balances = balances;
        this.queue = queue;
        this.metrics = metrics;
        this.metricsText = metricsText;
    }

    /** Answers a request; with null if a worker has it: then {@code later} is told the reply, by the worker. */
    Reply handle(HttpRequest request, Consumer<Reply> later) {
        try {
            return handle(routes.request(request, later));
        } catch (BadRequest bad) {
            return bad.reply();
        }
    }

    private Reply handle(Request request) {
        if (request instanceof Request.Event event) {
            return offer(event);
        }
        if (request instanceof Request.BalanceQuery query) {
            return Reply.balance(balances.of(query.user()));
        }
        if (request instanceof Request.MetricsQuery query) {
            return metricsText.reply(query.openMetrics(), clients);
        }
        if (request instanceof Request.HealthQuery) {
            return refusing ? Reply.DRAINING : Reply.OK;
        }
        if (request instanceof Request.Sleep sleep) {
            return offer(sleep);
        }
        if (request instanceof Request.Ping) {
            return Reply.OK;
        }
        if (request instanceof Request.PageQuery) {
            return Page.REPLY;
        }
        if (request instanceof Request.OptionsQuery query) {
            return Reply.options(query.allowed());
        }
        throw new AssertionError("nobody handles " + request);
    }

    /** The reply to a request of which only the head is there, if that is a reason to refuse it; null otherwise. */
    Reply refusal(RequestHead head) {
        try {
            routes.check(head);
            return null;
        } catch (BadRequest bad) {
            return bad.reply();
        }
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
        if (queue.offer(event)) {
            return Reply.ACCEPTED;
        }
        metrics.eventDropped();
        return Reply.SERVER_BUSY;
    }

    /** It is no event: nobody counts it. */
    private Reply offer(Request.Sleep sleep) {
        if (refusing) {
            return Reply.SHUTTING_DOWN;
        }
        return queue.offer(sleep) ? null : Reply.SERVER_BUSY;
    }

    /** Whether it refuses events: then no client may stay. */
    boolean isDraining() {
        return refusing;
    }

    /** To be told how many clients there are. */
    void serves(int clients) {
        this.clients = clients;
    }
}
