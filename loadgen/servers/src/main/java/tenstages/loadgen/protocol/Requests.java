package tenstages.loadgen.protocol;

/** The requests of the protocol, as lines without their newline. */
public final class Requests {
    public static final String METRICS = "{\"type\":\"metrics\"}";
    public static final String HEALTH = "{\"type\":\"health\"}";

    private Requests() {}

    /** An event that adds the amount to the user's balance. */
    public static String buy(String user, long amount) {
        return event(user, "buy", amount);
    }

    /** An event that takes the amount from the user's balance. */
    public static String sell(String user, long amount) {
        return event(user, "sell", amount);
    }

    /** The question what the user's balance is. */
    public static String balanceOf(String user) {
        return "{\"type\":\"balance\",\"user\":\"" + user + "\"}";
    }

    private static String event(String user, String action, long amount) {
        return "{\"user\":\"" + user + "\",\"action\":\"" + action + "\",\"amount\":" + amount + "}";
    }
}
