package tenstages.server;

import static tenstages.proofs.Proof.call;

import tenstages.proofs.Proof;

/** The same with two workers, and so with two pills. */
public class DrainingTwo extends Draining {
    public static Proof proof() {
        return scenario(DrainingTwo.class)
                .thread(call("event"), call("event"), call("refuse"), call("event"))
                .thread(call("awaitRefusing"), call("pill"), call("pill"))
                .thread(call("work"))
                .thread(call("work"));
    }
}
