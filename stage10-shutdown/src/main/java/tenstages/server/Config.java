package tenstages.server;

import java.time.Duration;

/**
 * All tuning values, checked.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 to 65535; 0 takes any free one
 * @param maxLineBytes longest line a client may send, in bytes, without its newline; 1 or more
 * @param workMs simulated work for each event, in milliseconds; 0 or more
 * @param queueCapacity events that may wait for a worker; 1 or more
 * @param maxConnections clients served at the same time; 1 or more
 * @param workers threads that apply events; 1 or more
 * @param holdMs simulated work under the lock, in milliseconds; 0 or more
 * @param verbose whether each applied event is printed
 * @param stripes locks the balances are spread over; 1 or more
 * @param drainTimeout how long a drain may take; a day at most
 */
record Config(
        String host,
        int port,
        int maxLineBytes,
        int workMs,
        int queueCapacity,
        int maxConnections,
        int workers,
        int holdMs,
        boolean verbose,
        int stripes,
        Duration drainTimeout) {

    /** Throws IllegalArgumentException, with a message for the user, for a value out of its range. */
    Config {
        requireRange("--port", port, 0, 65_535);
        requireRange("--max-line-bytes", maxLineBytes, 1, 1 << 30);
        requireRange("--work-ms", workMs, 0, 3_600_000);
        requireRange("--queue", queueCapacity, 1, 1 << 24);
        requireRange("--max-connections", maxConnections, 1, 1 << 24);
        requireRange("--workers", workers, 1, 1024);
        requireRange("--hold-ms", holdMs, 0, 3_600_000);
        requireRange("--stripes", stripes, 1, 1 << 16);
        if (drainTimeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("--drain-timeout: must be a day at most");
        }
    }

    private static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + ": must be from " + least + " to " + most + ", and not " + value);
        }
    }
}
