package tenstages.server;

/** Balances for tests that are about something else. */
final class AnyBalances {
    private AnyBalances() {}

    /** Each event does this work, without a lock. */
    static Balances with(SimulatedWork work) {
        return new Balances(64, work, SimulatedWork.ofMillis(0), new ContentionStats(Output.STDERR, false));
    }
}
