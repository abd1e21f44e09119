package tenstages.server;

/** Asks whether the server takes events. */
record HealthQuery() implements Request {}
