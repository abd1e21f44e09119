package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tenstages.proofs.Proof.call;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jetbrains.lincheck.datastructures.Operation;
import tenstages.proofs.Proof;
import tenstages.proofs.Results;

/**
 * A drain between events: the event loop answers two of them, begins to refuse, and refuses the third one. The
 * signal's thread puts the pill into the queue once the event loop has said so, and a worker works until it takes it.
 */
public class Draining {
    private static final byte[] EVENT = "{\"user\":\"alice\",\"action\":\"buy\",\"amount\":100}".getBytes(UTF_8);

    private final BlockingQueue<Request.Event> queue = new ArrayBlockingQueue<>(4);
    private final Metrics metrics = new Metrics();
    private final Balances balances = Made.balances();
    private final Handler handler = new Handler(balances, queue, metrics);
    private final Worker worker = new Worker(queue, balances, metrics);
    private final CountDownLatch refused = new CountDownLatch(1);

    public static Proof proof() {
        return scenario(Draining.class)
                .thread(call("event"), call("event"), call("refuse"), call("event"))
                .thread(call("awaitRefusing"), call("pill"))
                .thread(call("work"));
    }

    static Proof scenario(Class<?> subject) {
        return Proof.of(subject)
                .afterwards("pending")
                .atomic("java.util.concurrent.ConcurrentHashMap", "java.util.concurrent.atomic.LongAdder")
                .ignored("ContentionStats", "RequestParser")
                .outcome(
                        results -> reply(results, 0) + ", " + reply(results, 1) + ", " + reply(results, 3)
                                + ", left behind " + results.after(),
                        results -> results.after().equals("0")
                                && reply(results, 0).equals("accepted")
                                && reply(results, 3).equals("shutting_down"));
    }

    /** The last word of the event loop's reply. */
    private static String reply(Results results, int call) {
        return results.threads().get(0).get(call).replaceFirst(".*\"(\\w+)\"\\W*$", "$1");
    }

    @Operation
    public String event() throws BadRequest {
        return handler.handle(EVENT).toString();
    }

    @Operation
    public void refuse() {
        handler.refuseEvents();
        refused.countDown();
    }

    @Operation
    public void awaitRefusing() throws InterruptedException {
        refused.await();
    }

    @Operation
    public void pill() {
        queue.add(Worker.POISON_PILL);
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
