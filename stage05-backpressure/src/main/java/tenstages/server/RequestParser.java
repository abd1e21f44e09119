package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;

/**
 * Bytes to {@link Request}, in two steps. First the whole line is read as JSON (RFC 8259), strictly, because a line that
 * is not JSON is {@code invalid_json} whatever its fields say. Then the fields are judged, the last of two equal names
 * counting.
 */
final class RequestParser {
    private static final int MAX_DEPTH = 1000;
    private static final int MAX_USER_CHARS = 128;
    private static final long MAX_AMOUNT = 1_000_000_000;
    private static final int MAX_AMOUNT_DIGITS = 10;

    /**
     * The line limit bounds every name, string and number already, so Jackson's own limits on them stand aside; names
     * are not interned, because clients choose them.
     */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** What a line says. A field that is missing or of the wrong type is null, and the amount then 0. */
    private static final class Fields {
        boolean typed;
        String type;
        String user;
        String action;
        long amount;
    }

    /** Reads one line, given without its line end; throws {@link BadRequest} if it is no request this server knows. */
    Request parse(byte[] line) throws BadRequest {
        Fields fields = read(line);
        return fields.typed ? query(fields) : event(fields);
    }

    private static Fields read(byte[] line) throws BadRequest {
        try (JsonParser json = open(line)) {
            JsonToken first = json.nextToken();
            Fields fields = first == JsonToken.START_OBJECT ? readFields(json) : null;
            json.skipChildren();
            if (first == null || json.nextToken() != null) {
                throw new BadRequest(Reply.INVALID_JSON);
            }
            if (fields == null) {
                throw invalid("request: must be a JSON object");
            }
            return fields;
        } catch (IOException notJson) {
            throw new BadRequest(Reply.INVALID_JSON);
        }
    }

    /**
     * Decoding first, and strictly, keeps malformed UTF-8 out. It also keeps Jackson from guessing: given bytes, it takes
     * UTF-16 for JSON too.
     */
    private static JsonParser open(byte[] line) throws IOException {
        CharBuffer text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
        return JSON.createParser(text.array(), text.arrayOffset(), text.length());
    }

    private static Fields readFields(JsonParser json) throws IOException {
        Fields fields = new Fields();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "type" -> {
                    fields.typed = true;
                    fields.type = string(json);
                }
                case "user" -> fields.user = string(json);
                case "action" -> fields.action = string(json);
                case "amount" -> fields.amount = integer(json);
                default -> {}
            }
            json.skipChildren();
        }
        return fields;
    }

    private static String string(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    /** Looks at the length before the value: a number of a thousand digits is JSON, and reading it is work. */
    private static long integer(JsonParser json) throws IOException {
        boolean small = json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= MAX_AMOUNT_DIGITS;
        return small ? json.getLongValue() : 0;
    }

    private static Request event(Fields fields) throws BadRequest {
        String user = requireUser(fields);
        Event.Action action = requireAction(fields);
        return new Event(user, action, requireAmount(fields));
    }

    private static Request query(Fields fields) throws BadRequest {
        if ("balance".equals(fields.type)) {
            return new BalanceQuery(requireUser(fields));
        }
        throw invalid("type: must be balance, or absent for an event");
    }

    private static String requireUser(Fields fields) throws BadRequest {
        String user = fields.user;
        if (user == null || user.isBlank() || user.length() > MAX_USER_CHARS) {
            throw invalid("user: must be a string of 1 to 128 characters, not blank");
        }
        return user;
    }

    private static Event.Action requireAction(Fields fields) throws BadRequest {
        if ("buy".equals(fields.action)) {
            return Event.Action.BUY;
        }
        if ("sell".equals(fields.action)) {
            return Event.Action.SELL;
        }
        throw invalid("action: must be buy or sell");
    }

    private static long requireAmount(Fields fields) throws BadRequest {
        long amount = fields.amount;
        if (amount < 1 || amount > MAX_AMOUNT) {
            throw invalid("amount: must be an integer from 1 to 1000000000");
        }
        return amount;
    }

    private static BadRequest invalid(String detail) {
        return new BadRequest(Reply.invalidRequest(detail));
    }
}
