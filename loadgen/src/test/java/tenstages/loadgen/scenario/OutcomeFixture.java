package tenstages.loadgen.scenario;

/** An outcome that has every figure of a scenario's contract. */
public final class OutcomeFixture {
    private OutcomeFixture() {}

    public static Outcome of(Scenario scenario) {
        Outcome outcome = new Outcome().point("a", 1).point("b", 200);
        scenario.contract().forEach(claim -> outcome.figure(claim.figure(), 1, "<1>"));
        return outcome;
    }
}
