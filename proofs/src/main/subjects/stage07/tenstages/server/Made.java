package tenstages.server;

/** What this program's constructor asks for: no work, and nobody who prints. */
final class Made {
    private Made() {}

    static Balances balances() {
        return new Balances(() -> {}, () -> {}, new ContentionStats(null, false));
    }
}
