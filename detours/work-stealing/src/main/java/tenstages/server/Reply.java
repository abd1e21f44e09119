package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One reply of the protocol: the bytes of a line, with its newline. Immutable. */
final class Reply {
    static final Reply INVALID_JSON = new Reply("{\"status\":\"error\",\"reason\":\"invalid_json\"}");
    static final Reply LINE_TOO_LONG = new Reply("{\"status\":\"error\",\"reason\":\"line_too_long\"}");
    static final Reply NOT_HTTP = new Reply("{\"status\":\"error\",\"reason\":\"not_http\"}");
    static final Reply TOO_MANY_CONNECTIONS =
            new Reply("{\"status\":\"rejected\",\"reason\":\"too_many_connections\"}");

    private final byte[] bytes;

    private Reply(String json) {
        bytes = (json + "\n").getBytes(UTF_8);
    }

    /** The detail is our own text, never the client's, and needs no escaping. */
    static Reply invalidRequest(String detail) {
        return new Reply("{\"status\":\"error\",\"reason\":\"invalid_request\",\"detail\":\"" + detail + "\"}");
    }

    static Reply balance(long balance) {
        return new Reply("{\"status\":\"ok\",\"balance\":" + balance + "}");
    }

    /** Not a copy: do not change them. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether the connection ends with this reply. */
    boolean isLast() {
        return this == LINE_TOO_LONG || this == NOT_HTTP;
    }

    @Override
    public String toString() {
        return new String(bytes, UTF_8).strip();
    }
}
