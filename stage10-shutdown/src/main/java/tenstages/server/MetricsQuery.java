package tenstages.server;

/** Asks for the counters. */
record MetricsQuery() implements Request {}
