package tenstages.server;

import static tenstages.proofs.Proof.call;

import tenstages.proofs.Proof;

/** The mistake: the pill does not wait until the event loop refuses. */
public class PillFirst extends Draining {
    public static Proof proof() {
        return scenario(PillFirst.class)
                .thread(call("event"), call("event"), call("refuse"), call("event"))
                .thread(call("pill"))
                .thread(call("work"));
    }
}
