package tenstages.server;

/**
 * All tuning values, checked.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 to 65535; 0 takes any free one
 * @param maxLineBytes longest line a client may send, in bytes, without its newline; 1 or more
 * @param workMs simulated work for each event, in milliseconds; 0 or more
 * @param queueCapacity events that may wait for a worker; 1 or more
 * @param maxConnections clients served at the same time; 1 or more
 */
record Config(String host, int port, int maxLineBytes, int workMs, int queueCapacity, int maxConnections) {

    /** Throws IllegalArgumentException, with a message for the user, for a value out of its range. */
    Config {
        requireRange("--port", port, 0, 65_535);
        requireRange("--max-line-bytes", maxLineBytes, 1, 1 << 30);
        requireRange("--work-ms", workMs, 0, 3_600_000);
        requireRange("--queue", queueCapacity, 1, 1 << 24);
        requireRange("--max-connections", maxConnections, 1, 1 << 24);
    }

    private static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + ": must be from " + least + " to " + most + ", and not " + value);
        }
    }
}
