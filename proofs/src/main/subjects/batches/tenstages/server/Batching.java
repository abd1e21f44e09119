package tenstages.server;

import static tenstages.proofs.Proof.call;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jetbrains.lincheck.datastructures.Operation;
import tenstages.proofs.Proof;

/**
 * One place, a worker, and two events one round after the other: of those that are accepted and not yet applied there
 * is never more than the one that has a place, and each of them is applied in the end.
 */
public class Batching {
    private static final int PLACES = 1;

    private final BlockingQueue<List<Request.Event>> queue = new ArrayBlockingQueue<>(PLACES + 1);
    private final Metrics metrics = new Metrics();
    private final Pace pace = new Pace();
    private final Batches batches = new Batches(queue, 1, PLACES, pace, metrics);
    private final Worker worker = new Worker(queue, pace, Made.balances(), metrics);

    public static Proof proof() {
        return Proof.of(Batching.class)
                .thread(call("round"), call("round"), call("pill"))
                .thread(call("work"))
                .afterwards("pending")
                .atomic(
                        "java.util.concurrent.ConcurrentHashMap",
                        "java.util.concurrent.atomic.AtomicLong",
                        "java.util.concurrent.atomic.LongAdder")
                .ignored("ContentionStats")
                .outcome(
                        results -> "accepted and not applied, after each round: "
                                + results.threads().get(0).subList(0, 2) + ", at the end " + results.after(),
                        results ->
                                results.threads().get(0).subList(0, 2).stream().allMatch(each -> each.matches("[01]"))
                                        && results.after().equals("0"));
    }

    /** One round with one event; how many are accepted and not applied when it is over. */
    @Operation
    public long round() {
        metrics.eventReceived();
        if (!batches.offer(new Request.Event("alice", 100))) {
            metrics.eventDropped();
        }
        batches.handOver();
        return metrics.snapshot().pending();
    }

    @Operation
    public void pill() throws InterruptedException {
        queue.put(Worker.POISON_PILL);
    }

    @Operation
    public void work() {
        worker.run();
    }

    @Operation
    public long pending() {
        return metrics.snapshot().pending();
    }
}
