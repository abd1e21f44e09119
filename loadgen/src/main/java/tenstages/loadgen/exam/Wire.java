package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Requests and replies of the protocol, spelled out. */
final class Wire {
    static final String ACCEPTED = "{\"status\":\"accepted\"}";
    static final String INVALID_JSON = "{\"status\":\"error\",\"reason\":\"invalid_json\"}";
    static final String LINE_TOO_LONG = "{\"status\":\"error\",\"reason\":\"line_too_long\"}";
    static final String NOT_HTTP = "{\"status\":\"error\",\"reason\":\"not_http\"}";
    static final String BUSY = "{\"status\":\"rejected\",\"reason\":\"server_busy\"}";
    static final String TOO_MANY_CONNECTIONS = "{\"status\":\"rejected\",\"reason\":\"too_many_connections\"}";
    static final String SHUTTING_DOWN = "{\"status\":\"rejected\",\"reason\":\"shutting_down\"}";
    static final String BAD_AMOUNT = invalidRequest("amount: must be an integer from 1 to 1000000000");

    /** A request and the one right reply to it, both without their newlines. */
    record Pair(byte[] request, byte[] reply) {}

    private Wire() {}

    static String invalidRequest(String detail) {
        return "{\"status\":\"error\",\"reason\":\"invalid_request\",\"detail\":\"" + detail + "\"}";
    }

    static String buy(String user, long amount) {
        return "{\"user\":\"" + user + "\",\"action\":\"buy\",\"amount\":" + amount + "}";
    }

    static String sell(String user, long amount) {
        return "{\"user\":\"" + user + "\",\"action\":\"sell\",\"amount\":" + amount + "}";
    }

    static String balanceOf(String user) {
        return "{\"type\":\"balance\",\"user\":\"" + user + "\"}";
    }

    static String balance(long balance) {
        return "{\"status\":\"ok\",\"balance\":" + balance + "}";
    }

    /**
     * Requests whose replies tell them apart, and which change nothing: an echo does as it is; later stages are asked for
     * errors of different kinds.
     */
    static List<Pair> pairs(int stage, int count) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String request =
                    switch (i % 3) {
                        case 0 -> "not JSON " + i;
                        case 1 -> "{\"user\":\"grüße-" + i + "\",\"action\":\"buy\",\"amount\":-" + i + "}";
                        default -> "";
                    };
            String reply = stage <= 2 ? request : i % 3 == 1 ? BAD_AMOUNT : INVALID_JSON;
            pairs.add(new Pair(request.getBytes(UTF_8), reply.getBytes(UTF_8)));
        }
        return pairs;
    }

    /** The requests one behind the other, each with its line end. */
    static byte[] joined(List<Pair> pairs, String lineEnd) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Pair pair : pairs) {
            bytes.writeBytes(pair.request());
            bytes.writeBytes(lineEnd.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
