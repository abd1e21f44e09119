package tenstages.server;

/** What a client may ask. */
sealed interface Request permits Event, BalanceQuery {}
