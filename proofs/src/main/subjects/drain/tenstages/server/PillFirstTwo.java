package tenstages.server;

import static tenstages.proofs.Proof.call;

import tenstages.proofs.Proof;

/** The same mistake with two workers. */
public class PillFirstTwo extends Draining {
    public static Proof proof() {
        return scenario(PillFirstTwo.class)
                .thread(call("event"), call("event"), call("refuse"), call("event"))
                .thread(call("pill"), call("pill"))
                .thread(call("work"))
                .thread(call("work"));
    }
}
