package tenstages.loadgen.protocol;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The replies of the protocol, as lines without their newline. */
public final class Replies {
    public static final String ACCEPTED = "{\"status\":\"accepted\"}";
    public static final String HEALTHY = "{\"status\":\"ok\"}";
    public static final String DRAINING = "{\"status\":\"draining\"}";
    public static final String INVALID_JSON = "{\"status\":\"error\",\"reason\":\"invalid_json\"}";
    public static final String LINE_TOO_LONG = "{\"status\":\"error\",\"reason\":\"line_too_long\"}";
    public static final String NOT_HTTP = "{\"status\":\"error\",\"reason\":\"not_http\"}";
    public static final String BUSY = rejected("server_busy");
    public static final String TOO_MANY_CONNECTIONS = rejected("too_many_connections");
    public static final String SHUTTING_DOWN = rejected("shutting_down");
    public static final String BAD_USER = invalidRequest("user: must be a string of 1 to 128 characters, not blank");
    public static final String BAD_ACTION = invalidRequest("action: must be buy or sell");
    public static final String BAD_AMOUNT = invalidRequest("amount: must be an integer from 1 to 1000000000");
    public static final String NOT_AN_OBJECT = invalidRequest("request: must be a JSON object");

    private static final Pattern BALANCE = Pattern.compile("\\{\"status\":\"ok\",\"balance\":(-?\\d+)}");

    private Replies() {}

    /** JSON that is no request; the detail names the first wrong field. */
    public static String invalidRequest(String detail) {
        return "{\"status\":\"error\",\"reason\":\"invalid_request\",\"detail\":\"" + detail + "\"}";
    }

    /** A type that this stage does not know. */
    public static String badType(int stage) {
        if (stage == 3) {
            return invalidRequest("type: must be absent");
        }
        return invalidRequest(
                stage < 9
                        ? "type: must be balance, or absent for an event"
                        : "type: must be balance, metrics or health, or absent for an event");
    }

    /** The event is applied, or the question answered. */
    public static String balance(long balance) {
        return "{\"status\":\"ok\",\"balance\":" + balance + "}";
    }

    /** The balance in a reply; empty if the reply is another one, null, or beyond 64 bits. */
    public static OptionalLong readBalance(String reply) {
        Matcher matcher = BALANCE.matcher(String.valueOf(reply));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(matcher.group(1)));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** What an onlooker makes of a reply. */
    public static Onlooker.Heard heard(String reply) {
        if (reply.startsWith(ACCEPTED)) {
            return Onlooker.Heard.ACCEPTED;
        }
        return reply.startsWith("{\"status\":\"rejected\"") ? Onlooker.Heard.REFUSED : Onlooker.Heard.ANSWERED;
    }

    private static String rejected(String reason) {
        return "{\"status\":\"rejected\",\"reason\":\"" + reason + "\"}";
    }
}
