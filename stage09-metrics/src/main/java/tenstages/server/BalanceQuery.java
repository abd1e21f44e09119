package tenstages.server;

/**
 * Asks for one user's balance.
 *
 * @param user whose balance
 */
record BalanceQuery(String user) implements Request {}
