package tenstages.loadgen.model;

/** A line that makes sense. */
sealed interface ModelRequest {
    /** Adds the change to the user's balance. */
    record Event(String user, long change) implements ModelRequest {}

    record BalanceQuery(String user) implements ModelRequest {}

    record MetricsQuery() implements ModelRequest {}

    record HealthQuery() implements ModelRequest {}
}
