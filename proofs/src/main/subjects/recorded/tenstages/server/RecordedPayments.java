package tenstages.server;

import static tenstages.proofs.Proof.call;

import org.jetbrains.lincheck.datastructures.Operation;
import tenstages.proofs.Proof;
import tenstages.proofs.Recorder;

/** The same two workers, with each of their steps written down: an outcome is the whole way to it. */
public class RecordedPayments {
    private final Balances balances = Made.balances();

    public RecordedPayments() {
        Recorder.begin(balances);
    }

    public static Proof proof() {
        return Proof.of(RecordedPayments.class)
                .thread(call("pay", "A", "alice", 100L))
                .thread(call("pay", "B", "alice", 100L))
                .afterwards("path")
                .afterwards("balance", "alice")
                .atomic("tenstages.proofs.RecordedMap")
                .ignored("ContentionStats", "tenstages.proofs.Recorder")
                .outcome(
                        results -> results.afterwards().get(1) + " | " + results.after(),
                        results -> results.afterwards().get(1).equals("200"));
    }

    @Operation
    public long pay(String worker, String user, long amount) {
        Recorder.name(worker);
        return balances.apply(new Request.Event(user, amount));
    }

    @Operation
    public long balance(String user) {
        return balances.of(user);
    }

    @Operation
    public String path() {
        return Recorder.path();
    }
}
