package tenstages.server;

/**
 * All tuning values, checked.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 to 65535; 0 takes any free one
 */
record Config(String host, int port) {

    /** Throws IllegalArgumentException, with a message for the user, for a value out of its range. */
    Config {
        requireRange("--port", port, 0, 65_535);
    }

    private static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    option + ": must be from " + least + " to " + most + ", and not " + value);
        }
    }
}
