package tenstages.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/**
 * Events on their way to the workers: those accepted in one round of the event loop are put into the queue together,
 * because to wake up a worker costs more than an event does. Event loop thread only.
 */
final class Batches {
    // fixed at construction
    private final BlockingQueue<List<Request.Event>> queue;
    private final int workers;
    private final int places;
    private final Pace pace;
    private final Metrics metrics;

    // event loop thread only
    /** Accepted, and not yet in the queue. A new list for each batch: the workers have got the one before. */
    private List<Request.Event> accepted = new ArrayList<>();

    private long room;

    /** Of the events that are accepted and not yet applied there are never more than places. */
    Batches(BlockingQueue<List<Request.Event>> queue, int workers, int places, Pace pace, Metrics metrics) {
        this.queue = queue;
        this.workers = workers;
        this.places = places;
        this.pace = pace;
        this.metrics = metrics;
    }

    /**
     * Whether there is room for the event, which has been counted as received; then it will be applied. The room is
     * measured at the first event of a batch: nobody else takes any, so meanwhile it only grows.
     */
    boolean offer(Request.Event event) {
        if (accepted.isEmpty()) {
            long others = metrics.snapshot().pending() - 1;
            room = places - others;
        }
        if (room <= 0) {
            return false;
        }
        accepted.add(event);
        if (accepted.size() >= room / 2) {
            // With half of the room taken: workers are to make more of it while the round goes on.
            handOver();
        }
        return true;
    }

    /**
     * To be called after each round. Where work takes long, each worker gets its share, so that they do it side by
     * side.
     */
    void handOver() {
        if (!accepted.isEmpty()) {
            int count = accepted.size();
            int from = 0;
            for (int left = Math.min(count, pace.shares(count, workers)); left > 0; left--) {
                int to = from + (count - from) / left;
                // It always fits: no batch is empty, and the queue has a slot for each place.
                queue.add(accepted.subList(from, to));
                from = to;
            }
            accepted = new ArrayList<>();
        }
    }
}
