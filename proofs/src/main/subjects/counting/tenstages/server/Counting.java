package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tenstages.proofs.Proof.call;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jetbrains.lincheck.datastructures.Operation;
import tenstages.proofs.Proof;

/** The event loop takes in an event, a worker applies it, and somebody takes a snapshot meanwhile. */
public class Counting {
    private static final byte[] EVENT = "{\"user\":\"alice\",\"action\":\"buy\",\"amount\":100}".getBytes(UTF_8);

    /** Interrupts whoever takes a second event: the worker of this stage works for ever otherwise. */
    private static final class OneEvent extends ArrayBlockingQueue<Request.Event> {
        private static final long serialVersionUID = 1L;
        private boolean taken;

        OneEvent() {
            super(1);
        }

        @Override
        public Request.Event take() throws InterruptedException {
            if (taken) {
                throw new InterruptedException();
            }
            taken = true;
            return super.take();
        }
    }

    private final BlockingQueue<Request.Event> queue = new OneEvent();
    private final Metrics metrics = new Metrics();
    private final Balances balances = Made.balances();
    private final Handler handler = new Handler(balances, queue, metrics);
    private final Worker worker = new Worker(queue, balances, metrics);

    public static Proof proof() {
        return Proof.of(Counting.class)
                .thread(call("event"))
                .thread(call("work"))
                .thread(call("pending"))
                .afterwards("pending")
                .atomic("java.util.concurrent.ConcurrentHashMap", "java.util.concurrent.atomic.LongAdder")
                .ignored("ContentionStats", "RequestParser")
                .outcome(
                        results -> "pending " + results.of(2),
                        results -> results.of(0).contains("accepted")
                                && results.of(2).matches("[01]")
                                && results.after().equals("0"));
    }

    @Operation
    public String event() throws BadRequest {
        return handler.handle(EVENT).toString();
    }

    @Operation
    public void work() {
        worker.run();
        // The worker leaves word that it was interrupted, for a thread that is not its own here.
        Thread.interrupted();
    }

    @Operation
    public long pending() {
        return metrics.snapshot().pending();
    }
}
