package tenstages.loadgen.film;

/**
 * The load of a free session.
 *
 * @param connections usual clients, each on a connection of its own
 * @param rate events a second, of all usual clients together
 * @param users whose events they are
 * @param hot the share of the first of these users, in percent
 * @param dribbling clients that send a byte now and then
 * @param deaf clients that ask and do not read
 * @param silent clients that connect and say nothing
 */
record Knobs(int connections, int rate, int users, int hot, int dribbling, int deaf, int silent) {
    /** What a session begins with. */
    static final Knobs FIRST = new Knobs(10, 20, 20, 0, 0, 0, 0);

    Knobs {
        require("connections", connections, 0, 200);
        require("rate", rate, 0, 2000);
        require("users", users, 1, 200);
        require("hot", hot, 0, 100);
        require("dribbling", dribbling, 0, 20);
        require("deaf", deaf, 0, 20);
        require("silent", silent, 0, 1);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": must be from " + least + " to " + most + ", and not " + value);
        }
    }

    /** The same with one of them turned. Throws IllegalArgumentException if there is no such one, or not so far. */
    Knobs with(String name, int value) {
        return switch (name) {
            case "connections" -> new Knobs(value, rate, users, hot, dribbling, deaf, silent);
            case "rate" -> new Knobs(connections, value, users, hot, dribbling, deaf, silent);
            case "users" -> new Knobs(connections, rate, value, hot, dribbling, deaf, silent);
            case "hot" -> new Knobs(connections, rate, users, value, dribbling, deaf, silent);
            case "dribbling" -> new Knobs(connections, rate, users, hot, value, deaf, silent);
            case "deaf" -> new Knobs(connections, rate, users, hot, dribbling, value, silent);
            case "silent" -> new Knobs(connections, rate, users, hot, dribbling, deaf, value);
            default -> throw new IllegalArgumentException("there is no " + name);
        };
    }

    /** As a line for the page. */
    String line() {
        return "load connections=%d rate=%d users=%d hot=%d dribbling=%d deaf=%d silent=%d"
                .formatted(connections, rate, users, hot, dribbling, deaf, silent);
    }
}
