package tenstages.loadgen.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells what a reply is and counts it. Most replies are equal to the one before, so that is looked at first, before any
 * JSON is read.
 */
final class ReplyReader {
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final byte[] BALANCE = "{\"status\":\"ok\",\"balance\":".getBytes(UTF_8);

    private static final int LABEL_CHARS = 60;

    private final Asked asked;
    private final Set<ByteBuffer> requests = new HashSet<>();
    private final Map<String, Reply> replies = new TreeMap<>();
    private final Reply ok = counter("ok", ReplyKind.OK);
    private byte[] lastLine = {};
    private Reply last;
    private Reply reply;
    private int length;

    /** All replies that say the same. */
    static final class Reply {
        final String label;
        final ReplyKind kind;
        long count;

        private Reply(String label, ReplyKind kind) {
            this.label = label;
            this.kind = kind;
        }
    }

    ReplyReader(RequestLines lines) {
        asked = lines.asked();
        // The first line of JSON takes long, because classes are loaded for it. Better now than while requests are due.
        parse("{}");
        for (int i = 0; i < lines.count(); i++) {
            requests.add(ByteBuffer.wrap(lines.line(i)));
        }
    }

    /**
     * Reads the reply that begins at this place, as the answer to the request (null if nothing was asked). Returns
     * false if its end has not arrived; else {@link #reply()} and {@link #length()} tell what it is.
     */
    boolean next(byte[] bytes, int from, int end, byte[] request) {
        if (startsWith(bytes, from, end, lastLine)) {
            found(last, lastLine.length);
            return true;
        }
        if (request != null && startsWith(bytes, from, end, request)) {
            found(ok, request.length);
            return true;
        }
        int newline = from;
        while (newline < end && bytes[newline] != '\n') {
            newline++;
        }
        if (newline == end) {
            return false;
        }
        found(read(bytes, from, newline + 1), newline + 1 - from);
        return true;
    }

    Reply reply() {
        return reply;
    }

    /** Of the reply's line, newline included. */
    int length() {
        return length;
    }

    private void found(Reply what, int lineLength) {
        reply = what;
        length = lineLength;
    }

    private Reply read(byte[] bytes, int from, int to) {
        if (asked == Asked.EVENT && isBalance(bytes, from, to)) {
            return ok;
        }
        if (asked == Asked.REDIS_INTEGER && isRedisInteger(bytes, from, to)) {
            return ok;
        }
        if (requests.contains(ByteBuffer.wrap(bytes, from, to - from))) {
            return counter("echo of another request", ReplyKind.FOREIGN);
        }
        lastLine = Arrays.copyOfRange(bytes, from, to);
        last = parse(new String(bytes, from, to - from, UTF_8));
        return last;
    }

    private static boolean startsWith(byte[] bytes, int from, int end, byte[] line) {
        int length = line.length;
        return length > 0 && end - from >= length && Arrays.equals(bytes, from, from + length, line, 0, length);
    }

    private Reply parse(String line) {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return counter("garbled", ReplyKind.GARBLED);
        }
        if (!json.isObject()) {
            return counter("garbled", ReplyKind.GARBLED);
        }
        String status = json.path("status").asText("ok");
        String reason = json.path("reason").asText();
        String label = printable(reason.isEmpty() ? status : status + " " + reason);
        ReplyKind kind =
                switch (status) {
                    case "accepted" -> ReplyKind.ACCEPTED;
                    case "ok", "draining" -> ReplyKind.OK;
                    case "rejected" -> ReplyKind.REJECTED;
                    default -> ReplyKind.ERROR;
                };
        return kind.success() && !asked.fits(json)
                ? counter(label + ", to another kind of request", ReplyKind.FOREIGN)
                : counter(label, kind);
    }

    /** What a server says is shown in a terminal. */
    private static String printable(String words) {
        return words.substring(0, Math.min(words.length(), LABEL_CHARS)).replaceAll("\\p{Cntrl}", "");
    }

    private Reply counter(String label, ReplyKind kind) {
        return replies.computeIfAbsent(label, key -> new Reply(label, kind));
    }

    /** Balances differ from one reply to the next; reading each as JSON would make the client the slow one. */
    private static boolean isBalance(byte[] bytes, int from, int to) {
        int digits = from + BALANCE.length;
        if (to - digits < 3 || !Arrays.equals(bytes, from, digits, BALANCE, 0, BALANCE.length)) {
            return false;
        }
        return isInteger(bytes, digits, to - 2) && bytes[to - 2] == '}';
    }

    private static boolean isRedisInteger(byte[] bytes, int from, int to) {
        return bytes[from] == ':' && isInteger(bytes, from + 1, to - 2) && bytes[to - 2] == '\r';
    }

    private static boolean isInteger(byte[] bytes, int from, int to) {
        int digits = from < to && bytes[from] == '-' ? from + 1 : from;
        for (int i = digits; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return to > digits;
    }

    /** Counts what another one has counted. */
    void add(ReplyReader other) {
        other.replies.forEach((label, theirs) -> counter(label, theirs.kind).count += theirs.count);
    }

    /** How often each kind of reply came, by its status and reason. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        replies.forEach((label, reply) -> {
            if (reply.count > 0) {
                counts.put(label, reply.count);
            }
        });
        return counts;
    }

    long count(ReplyKind kind) {
        return replies.values().stream()
                .filter(each -> each.kind == kind)
                .mapToLong(each -> each.count)
                .sum();
    }
}
