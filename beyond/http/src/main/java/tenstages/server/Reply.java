package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * One reply: a status, some fields and a body. Immutable. What depends on the moment and on the request, which are the
 * date and what becomes of the connection, is added when it is written.
 */
final class Reply {
    static final Reply ACCEPTED = json(202, "{\"status\":\"accepted\"}");
    static final Reply OK = json(200, "{\"status\":\"ok\"}");
    static final Reply DRAINING = json(503, "{\"status\":\"draining\"}");
    static final Reply SERVER_BUSY = json(503, rejected("server_busy"), "Retry-After: 1");
    static final Reply SHUTTING_DOWN = json(503, rejected("shutting_down"));
    static final Reply INVALID_JSON = json(400, error("invalid_json"));
    static final Reply INTERNAL_ERROR = json(500, error("internal_error"));
    static final Reply CROSS_SITE = json(403, error("cross_site"));
    static final Reply NOT_FOUND = json(404, error("not_found"));
    static final Reply NOT_JSON = json(
            415,
            error("unsupported_media_type", "send Content-Type: application/json, as curl --json does"),
            "Accept: application/json");
    static final Reply METHOD_NOT_IMPLEMENTED = json(501, error("method_not_implemented"));

    // The connection ends with these: what comes behind them may not be what it looks like.
    static final Reply BARE_NEWLINE = badRequest("a line must end with CR LF");
    static final Reply CHUNK_TOO_LONG = badRequest("a chunk must end where its size says");
    static final Reply CHUNK_LINE_TOO_LONG = badRequest("the line before a chunk must have at most 1024 bytes");
    static final Reply REQUEST_TIMEOUT = last(408, error("request_timeout"));
    static final Reply BODY_TOO_LARGE = last(413, error("body_too_large"));
    static final Reply TARGET_TOO_LONG = last(414, error("target_too_long"));
    static final Reply EXPECTATION_FAILED = last(417, error("expectation_failed"));
    static final Reply FIELDS_TOO_LARGE = last(431, error("fields_too_large"));
    static final Reply CODING_NOT_IMPLEMENTED = last(501, error("coding_not_implemented"));
    static final Reply CONNECT_NOT_IMPLEMENTED = last(501, error("method_not_implemented"));
    static final Reply VERSION_NOT_SUPPORTED = last(505, error("version_not_supported"));
    static final Reply TOO_MANY_CONNECTIONS = last(503, rejected("too_many_connections"), "Retry-After: 1");

    private static final byte[] LINE_END = bytes("\r\n");

    /** What becomes of the connection, as a field. */
    enum Ending {
        /** Nothing is said: the client knows. */
        NONE(""),
        KEPT("Connection: keep-alive\r\n"),
        CLOSED("Connection: close\r\n");

        private final byte[] field;

        Ending(String field) {
            this.field = field.getBytes(ISO_8859_1);
        }
    }

    private final byte[] head;
    private final byte[] body;
    private final boolean last;

    private Reply(int status, String type, String text, boolean last, String... fields) {
        body = text.getBytes(UTF_8);
        StringBuilder lines = new StringBuilder("HTTP/1.1 " + status + " " + phrase(status) + "\r\n");
        lines.append(type.isEmpty() ? "" : "Content-Type: " + type + "\r\n");
        lines.append("Content-Length: ").append(body.length).append("\r\n");
        for (String field : fields) {
            lines.append(field).append("\r\n");
        }
        head = bytes(lines.toString());
        this.last = last;
    }

    /** The detail is our own text, never the client's, and needs no escaping. */
    static Reply invalidRequest(String detail) {
        return json(400, error("invalid_request", detail));
    }

    static Reply balance(long balance) {
        return json(200, "{\"status\":\"ok\",\"balance\":" + balance + "}");
    }

    static Reply metrics(Metrics.Snapshot metrics) {
        return json(
                200,
                "{\"received\":" + metrics.received()
                        + ",\"processed\":" + metrics.processed()
                        + ",\"dropped\":" + metrics.dropped()
                        + ",\"pending\":" + metrics.pending()
                        + ",\"failed\":" + metrics.failed() + "}");
    }

    /** A text of any type. The fields are whole lines. */
    static Reply text(String type, String text, String... fields) {
        return new Reply(200, type, text, false, fields);
    }

    /** What may be done here: methods, with commas between them. */
    static Reply options(String allowed) {
        return new Reply(200, "", "", false, "Allow: " + allowed);
    }

    static Reply methodNotAllowed(String allowed) {
        return json(405, error("method_not_allowed"), "Allow: " + allowed);
    }

    /** Refuses what cannot be told from another request. The detail is our own text. */
    static Reply badRequest(String detail) {
        return last(400, error("bad_request", detail));
    }

    private static Reply json(int status, String json, String... fields) {
        return new Reply(status, "application/json", json + "\n", false, fields);
    }

    private static Reply last(int status, String json, String... fields) {
        return new Reply(status, "application/json", json + "\n", true, fields);
    }

    private static String rejected(String reason) {
        return "{\"status\":\"rejected\",\"reason\":\"" + reason + "\"}";
    }

    private static String error(String reason) {
        return "{\"status\":\"error\",\"reason\":\"" + reason + "\"}";
    }

    private static String error(String reason, String detail) {
        return "{\"status\":\"error\",\"reason\":\"" + reason + "\",\"detail\":\"" + detail + "\"}";
    }

    private static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 202 -> "Accepted";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> throw new AssertionError(status);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** Writes all of it; without the body if the client has asked for the head alone. */
    void writeTo(ByteArrayOutputStream out, byte[] date, Ending ending, boolean headAlone) {
        out.writeBytes(head);
        out.writeBytes(date);
        out.writeBytes(ending.field);
        out.writeBytes(LINE_END);
        if (!headAlone) {
            out.writeBytes(body);
        }
    }

    /** Whether the connection ends with this reply, whatever the client wants. */
    boolean isLast() {
        return last;
    }

    /** The body. */
    @Override
    public String toString() {
        return new String(body, UTF_8).strip();
    }
}
