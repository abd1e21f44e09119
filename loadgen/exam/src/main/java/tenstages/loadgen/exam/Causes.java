package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tenstages.loadgen.protocol.Replies;

/** What probably makes a server answer so, in plain words: the mistakes that people make. */
final class Causes {
    static final String NOT_STARTED =
            "It does not know one of its options, and should ignore it then; or its last run still has something open.";
    static final String DIED = "Something that a client did, perhaps that it left, ended the whole server.";
    static final String ENDED_UNANSWERED =
            "The server ended before it had answered anything in this item: what it printed last says why.";
    static final String GONE = "The server has ended, or takes no further client.";
    static final String NEVER_OVER = "The server reads or writes so slowly, or not at all, that nothing can be told.";
    static final String NOTHING_IN_TIME =
            "The reply was not written, still waits in a buffer that nobody flushes, or the server waits for"
                    + " something.";
    static final String NO_NEWLINE =
            "Every reply ends with \\n, the last one too. If you send back what a read returned: a read is no line.";
    static final String ENDED =
            "The server closed a connection that was still in use: it goes on until the client ends it. Or an"
                    + " exception ended"
                    + " its handler, or the whole process.";
    static final String RESET =
            "The server closed a socket that had unread input, which resets the connection, or it ended:"
                    + " send the end, then read on until the client has closed.";
    static final String STAYS_OPEN =
            "The server must close the connection when the client has sent its end and every reply"
                    + " is written, and after a last reply.";
    static final String SAYS_MORE =
            "A reply was sent twice, or to something that is no line, or to what follows a last reply.";

    static final String NEVER_AT_REST =
            "An event was taken out of the queue and is neither counted as processed nor as failed, or a worker"
                    + " is dead.";
    static final String DOES_NOT_ADD_UP =
            "pending is no counter of its own: it is received - processed - dropped - failed, read once.";

    private static final String STILL_MOVES =
            "The balance still moves, so events are applied too slowly. With --work-ms 0 nothing waits at all: a"
                    + " timer of 0 ms is one of 1 ms in some languages.";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int FLOAT_DIGITS = 1 << 24;
    private static final byte[] CARRIAGE_RETURN = {'\r'};
    private static final byte[] REPLACEMENT = "\ufffd".getBytes(UTF_8);
    private static final String REPLY = "{\"status\":";
    private static final String ERROR = "{\"status\":\"error\"";
    private static final String INVALID_REQUEST = "{\"status\":\"error\",\"reason\":\"invalid_request\"";

    private static final Pattern RIGHT_ERROR = Pattern.compile(
            "\\{\"status\":\"error\",\"reason\":\"((?!invalid_request)[a-z_]+|invalid_request\",\"detail\":\".*)\"}");

    private Causes() {}

    /** The same of a reply to very many bytes, for which a server may only be too slow. */
    static String orSlow(String cause) {
        return cause + " Or the whole buffer is searched or copied again at each read: look at the new bytes only.";
    }

    /** Of a line that is no reply to {@code metrics}. */
    static String ofNoMetrics(String line) {
        if (line.startsWith(REPLY)) {
            return "This is the reply to another line, so replies are out of order: errors written at once, for"
                    + " instance, overtake replies that wait.";
        }
        return line.matches(".*\"pending\":(-|\\d{19}).*")
                ? "An event was counted as done before it was counted as received."
                : "The fields are received, processed, dropped, pending and failed, in this order and without spaces.";
    }

    /** Of a reply that belongs to another request of the same connection; null if it does not. */
    static String ofOrder(List<byte[]> expected, int number, byte[] received) {
        boolean next = number + 1 < expected.size() && Arrays.equals(received, expected.get(number + 1));
        boolean before = number > 0 && Arrays.equals(received, expected.get(number - 1));
        if (next && before) {
            return "This is the reply to the line before, or to the next one: one was sent twice, swallowed, or"
                    + " overtaken.";
        }
        if (next) {
            return "This is the reply to the next line: one was swallowed, or two have changed places.";
        }
        return before ? "This is the reply to the line before once more: it was sent twice." : null;
    }

    /** Of one line in the place of another; null if nothing is known. */
    static String ofDifference(byte[] sent, byte[] expected, byte[] received) {
        String cause = ofBytes(expected, received);
        if (cause == null && startsWith(sent, received) && new String(expected, UTF_8).startsWith(REPLY)) {
            return "The line came back: only stages 1 and 2 are an echo.";
        }
        return cause != null ? cause : ofReplies(new String(expected, UTF_8), new String(received, UTF_8));
    }

    /** Of an answer that never became the right one, and of the one a moment later; null if nothing is known. */
    static String ofWaiting(String expected, String received, String later) {
        boolean moves = Replies.readBalance(received).isPresent()
                && Replies.readBalance(later).isPresent()
                && !later.equals(received);
        return moves ? STILL_MOVES : ofDifference(new byte[0], expected.getBytes(UTF_8), received.getBytes(UTF_8));
    }

    private static String ofBytes(byte[] expected, byte[] received) {
        if (received.length == 0) {
            return new String(expected, UTF_8).startsWith(REPLY)
                    ? "An empty line came: the reply before it ended with two newlines."
                    : null;
        }
        if (endsWith(received, CARRIAGE_RETURN) && startsWith(received, expected)) {
            return "The \\r before the newline is part of the line end, and does not come back.";
        }
        if (startsWith(received, expected)) {
            return "Two replies stand in one line: a newline is missing between them.";
        }
        if (expected.length == received.length + 1 && endsWith(expected, CARRIAGE_RETURN)) {
            return "Only one \\r right before the newline belongs to the line end.";
        }
        if (startsWith(expected, received)) {
            return "The reply ends too early: where a read ended (a read is no line), a buffer was full, or a"
                    + " write took a part.";
        }
        if (new String(received, UTF_8).lastIndexOf("{\"status\"") > 0) {
            return "A reply is cut off and another one follows: a write wrote only a part, or two writers got"
                    + " mixed up.";
        }
        if (contains(received, REPLACEMENT) && !contains(expected, REPLACEMENT)) {
            return "Bytes were decoded before the line was complete, or decoded at all: keep bytes until the newline.";
        }
        return null;
    }

    private static String ofReplies(String expected, String received) {
        if (received.startsWith(REPLY) && !expected.startsWith("{")) {
            return "This server is at stage 3 or later: only stages 1 and 2 are an echo.";
        }
        if (received.equals(Replies.TOO_MANY_CONNECTIONS)) {
            return "The server turned a client away: its limit is lower than it was told, or clients that have"
                    + " left still count.";
        }
        if (expected.startsWith("{") && sameJson(expected, received)) {
            return "The same JSON, and other bytes: the fields have the order of the protocol, and no spaces between.";
        }
        if (expected.startsWith(ERROR) && received.startsWith(ERROR) && !isRightError(received)) {
            return "An error has the fields status and reason, and a detail if the reason is invalid_request.";
        }
        if (expected.equals(Replies.INVALID_JSON)) {
            return received.startsWith(ERROR)
                    ? null
                    : "The line was acted upon: before it was parsed to its end, or after its bytes were repaired.";
        }
        if (expected.startsWith(INVALID_REQUEST)) {
            return ofInvalidRequest(expected, received);
        }
        if (expected.equals(Replies.ACCEPTED)) {
            return ofAccepted(received);
        }
        if (expected.equals(Replies.SHUTTING_DOWN) && received.equals(Replies.ACCEPTED)) {
            return "The server still takes events after the signal: the drain refuses them before anything else.";
        }
        if (Replies.readBalance(expected).isPresent() && received.equals(Replies.ACCEPTED)) {
            return "Only from stage 5 on is an event accepted first: this stage applies it, and replies with"
                    + " the balance.";
        }
        if (Replies.readBalance(expected).isPresent() && received.matches(".*\"balance\":\\d{19,}}")) {
            return "The balance is unsigned: below 0 it needs a signed integer.";
        }
        return ofBalance(Replies.readBalance(expected), Replies.readBalance(received));
    }

    private static String ofInvalidRequest(String expected, String received) {
        if (received.equals(Replies.INVALID_JSON)) {
            return "This is JSON, and no request: the parser refuses what RFC 8259 allows, or both errors are one.";
        }
        if (received.startsWith(INVALID_REQUEST)) {
            return field(expected).equals(field(received))
                    ? "The detail has other words: they are fixed for each field, and for type by the stage."
                    : "Another field is named: the first wrong one counts, in the order type, user, action, amount.";
        }
        return "A field was not checked, or its value was converted: look at its JSON type first, then at its range.";
    }

    private static String field(String invalidRequest) {
        return invalidRequest.substring(INVALID_REQUEST.length()).split(": ", 2)[0];
    }

    private static String ofAccepted(String received) {
        if (received.equals(Replies.BUSY)) {
            return "The queue has less room than it was told to have, or nothing takes events out of it.";
        }
        if (received.startsWith(ERROR)) {
            return "A valid event was refused: fields come in any order, unknown ones are ignored, the last of"
                    + " equals wins.";
        }
        return Replies.readBalance(received).isPresent()
                ? "Only stage 4 replies with the balance: stage 3 accepts and forgets, and from stage 5 the reply"
                        + " comes when the event is in its queue, not when it is applied."
                : null;
    }

    private static String ofBalance(OptionalLong expected, OptionalLong received) {
        if (expected.isEmpty() || received.isEmpty()) {
            return null;
        }
        long right = expected.getAsLong();
        long wrong = received.getAsLong();
        if (wrong == (int) right && wrong != right) {
            return "The balance is kept in 32 bits: it needs 64.";
        }
        if (Math.abs(right) > FLOAT_DIGITS && Math.abs(wrong - right) < Math.abs(right) / 1000) {
            return "The balance has lost its last digits: floating-point numbers are not exact.";
        }
        if (wrong == 2 * right) {
            return right == 0 ? null : "Each event was applied twice.";
        }
        if (right < 0 && wrong >= 0 && wrong < -right) {
            return "A balance may fall below 0.";
        }
        return wrong > right && right != 0
                ? "A sell was added or lost, an event applied twice, or one that was refused applied all the same."
                : null;
    }

    /** Whether these are the fields of an error, whatever its reason. */
    private static boolean isRightError(String reply) {
        return RIGHT_ERROR.matcher(reply).matches();
    }

    private static boolean sameJson(String one, String other) {
        try {
            return JSON.readTree(one).equals(JSON.readTree(other));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length > start.length && Arrays.equals(Arrays.copyOf(bytes, start.length), start);
    }

    private static boolean endsWith(byte[] bytes, byte[] end) {
        return bytes.length > end.length
                && Arrays.equals(Arrays.copyOfRange(bytes, bytes.length - end.length, bytes.length), end);
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
