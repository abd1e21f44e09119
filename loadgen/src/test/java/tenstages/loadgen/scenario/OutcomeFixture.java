package tenstages.loadgen.scenario;

/** An outcome that has every figure of a scenario's contract. */
public final class OutcomeFixture {
    private OutcomeFixture() {}

    public static Outcome of(Scenario scenario) {
        Outcome outcome = new Outcome().bar("a", "bar a", 1, "1").bar("b", "bar b", 200, "200");
        scenario.contract().forEach(claim -> outcome.figure(claim.figure(), 1, "<1>"));
        return outcome;
    }
}
