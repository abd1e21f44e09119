package tenstages.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Questions that wait for their answers: only so many, and each only for so long. Then the answer is {@code
 * server_busy}. Event loop thread only, and so is the completing of the replies.
 */
final class Questions {
    /** So many may wait. One answer takes far less than a millisecond, unless its partition is being moved. */
    static final int MOST = 10_000;

    // fixed at construction
    private final EventLoop eventLoop;
    private final long patienceNanos;

    // event loop thread only
    /** When the time of each is over, in this order. */
    private final Map<CompletableFuture<Reply>, Long> deadlines = new LinkedHashMap<>();

    private boolean watching;

    Questions(EventLoop eventLoop, long patienceMs) {
        this.eventLoop = eventLoop;
        patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMs);
    }

    /** The reply to one more. It is done already if too many wait; and whoever leaves cancels it. */
    CompletableFuture<Reply> add() {
        if (deadlines.size() == MOST) {
            return CompletableFuture.completedFuture(Reply.SERVER_BUSY);
        }
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        deadlines.put(reply, eventLoop.nanoTime() + patienceNanos);
        reply.whenComplete((answer, cancelled) -> deadlines.remove(reply));
        if (!watching) {
            watching = true;
            watch();
        }
        return reply;
    }

    /** Answers those whose time is over, and comes back when that of the oldest of the others is. */
    private void watch() {
        while (!deadlines.isEmpty()) {
            var oldest = deadlines.entrySet().iterator().next();
            long left = oldest.getValue() - eventLoop.nanoTime();
            if (left > 0) {
                eventLoop.schedule(TimeUnit.NANOSECONDS.toMillis(left) + 1, this::watch);
                return;
            }
            oldest.getKey().complete(Reply.SERVER_BUSY);
        }
        watching = false;
    }
}
