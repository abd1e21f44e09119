package tenstages.server;

import static tenstages.proofs.Proof.call;

import org.jetbrains.lincheck.datastructures.Operation;
import tenstages.proofs.Proof;

/** An event is counted as received and then as processed; somebody takes a snapshot meanwhile. */
public class Pending {
    private final Metrics metrics = new Metrics();

    public static Proof proof() {
        return Proof.of(Pending.class)
                .thread(call("received"), call("processed"))
                .thread(call("pending"))
                .afterwards("pending")
                .atomic("java.util.concurrent.atomic.LongAdder")
                .outcome(
                        results -> "pending " + results.of(1),
                        results ->
                                results.of(1).matches("[01]") && results.after().equals("0"));
    }

    @Operation
    public void received() {
        metrics.eventReceived();
    }

    @Operation
    public void processed() {
        metrics.eventProcessed();
    }

    @Operation
    public long pending() {
        return metrics.snapshot().pending();
    }
}
