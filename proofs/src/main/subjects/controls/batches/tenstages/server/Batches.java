package tenstages.server;

import java.util.List;
import java.util.concurrent.BlockingQueue;

/** The mistake: the room is what the queue has left, and what a worker has taken and not yet applied is forgotten. */
final class Batches {
    private final BlockingQueue<List<Request.Event>> queue;
    private final int places;

    Batches(BlockingQueue<List<Request.Event>> queue, int workers, int places, Pace pace, Metrics metrics) {
        this.queue = queue;
        this.places = places;
    }

    boolean offer(Request.Event event) {
        if (queue.size() >= places) {
            return false;
        }
        queue.add(List.of(event));
        return true;
    }

    void handOver() {}
}
