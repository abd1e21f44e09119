package tenstages.server;

/** What a client may ask. */
sealed interface Request {
    /** An event: a change of the user's balance, negative for a sale. */
    record Event(String user, long change) implements Request {}

    /** What is this user's balance? */
    record BalanceQuery(String user) implements Request {}
}
