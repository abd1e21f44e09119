package tenstages.server;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** The same counters and snapshot on threads of the machine, over and over. */
@JCStressTest
@Outcome(
        id = {"0", "1"},
        expect = Expect.ACCEPTABLE,
        desc = "as it can be")
@Outcome(expect = Expect.ACCEPTABLE_INTERESTING, desc = "processed, and never received")
@State
public class StressedPending {
    private final Metrics metrics = new Metrics();

    @Actor
    public void count() {
        metrics.eventReceived();
        metrics.eventProcessed();
    }

    @Actor
    public void read(J_Result result) {
        result.r1 = metrics.snapshot().pending();
    }
}
