package tenstages.server;

/**
 * A change to one user's balance.
 *
 * @param user whose balance
 * @param action which way
 * @param amount by how much, 1 or more
 */
record Event(String user, Action action, long amount) implements Request {
    enum Action {
        BUY,
        SELL
    }

    /** What the event adds to the balance: negative for a sale. */
    long change() {
        return action == Action.BUY ? amount : -amount;
    }
}
