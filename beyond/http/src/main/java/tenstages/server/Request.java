package tenstages.server;

import java.util.function.Consumer;

/** What a client may ask. */
sealed interface Request {
    /** What a worker does. */
    sealed interface Work extends Request {}

    /** An event: a change of the user's balance, negative for a sale. */
    record Event(String user, long change) implements Work {}

    /** Work that changes nothing. Whoever asked is told the reply when it is done, on the worker's thread. */
    record Sleep(Consumer<Reply> whenDone) implements Work {}

    /** What is this user's balance? */
    record BalanceQuery(String user) implements Request {}

    /** What became of all events, and what is the server doing? In one of the two formats of Prometheus. */
    record MetricsQuery(boolean openMetrics) implements Request {}

    /** Does the server take events? */
    record HealthQuery() implements Request {}

    /** No work at all. */
    record Ping() implements Request {}

    /** What can be asked here? For people. */
    record PageQuery() implements Request {}

    /** Which methods may be used? */
    record OptionsQuery(String allowed) implements Request {}
}
