package tenstages.server;

/** Balances for tests that are about something else. */
final class AnyBalances {
    private AnyBalances() {}

    /** Each event does this work, without a lock. */
    static Balances with(SimulatedWork work) {
        return new Balances(work);
    }
}
