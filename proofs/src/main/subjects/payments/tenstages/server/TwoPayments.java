package tenstages.server;

import static tenstages.proofs.Proof.call;

import org.jetbrains.lincheck.datastructures.Operation;
import tenstages.proofs.Proof;

/** Two workers, one event each, for one user. */
public class TwoPayments {
    private final Balances balances = Made.balances();

    public static Proof proof() {
        return Proof.of(TwoPayments.class)
                .thread(call("pay", "alice", 100L))
                .thread(call("pay", "alice", 100L))
                .afterwards("balance", "alice")
                .atomic("java.util.HashMap", "java.util.concurrent.ConcurrentHashMap")
                .ignored("ContentionStats")
                .outcome(results -> "balance " + results.after() + ", paid 200", results -> results.after()
                        .equals("200"));
    }

    @Operation
    public long pay(String user, long amount) {
        return balances.apply(new Request.Event(user, amount));
    }

    @Operation
    public long balance(String user) {
        return balances.of(user);
    }
}
