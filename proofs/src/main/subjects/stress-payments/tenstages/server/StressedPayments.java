package tenstages.server;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** The same two payments on threads of the machine, over and over. */
@JCStressTest
@Outcome(id = "200", expect = Expect.ACCEPTABLE, desc = "both are there")
@Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "one is lost")
@State
public class StressedPayments {
    private final Balances balances = Made.balances();

    @Actor
    public void one() {
        balances.apply(new Request.Event("alice", 100));
    }

    @Actor
    public void other() {
        balances.apply(new Request.Event("alice", 100));
    }

    @Arbiter
    public void after(J_Result result) {
        result.r1 = balances.of("alice");
    }
}
