package tenstages.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;

/**
 * A shorter way for what is asked most: an event in plain ASCII that begins with the name of a field, and has its three
 * fields and no other. Whatever else a line may be, {@link RequestParser} decides, so both ways lead to the same
 * replies. Event loop thread only.
 *
 * <p>Jackson's non-blocking parser goes on with the next line where others are made anew for each. It reads bytes, so
 * no line is decoded first, and it hands out tokens, so no tree is built. What it does not check is malformed UTF-8.
 */
final class EventParser {
    /** Names that clients choose are not to be kept beyond the parser that has met them. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    // event loop thread only
    private JsonParser parser;
    private ByteArrayFeeder feeder;

    EventParser() {
        begin();
    }

    /** The event in this line; null if the line is anything else, or in any doubt. */
    Request.Event parse(Line line) {
        if (!beginsLikeAnEvent(line) || !isAscii(line)) {
            return null;
        }
        Request.Event event = read(line);
        if (event == null) {
            begin();
        }
        return event;
    }

    /**
     * After a line that was no event, the parser may stand anywhere, so a new one takes its place. The old one is not
     * closed: closing it would hand the names it has read, which clients choose, to the factory.
     */
    private void begin() {
        try {
            parser = JSON.createNonBlockingByteArrayParser();
            feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
        } catch (IOException e) {
            throw new AssertionError("it reads nothing yet", e);
        }
    }

    /** With the name of one of its fields. To find out later would cost a new parser. */
    private static boolean beginsLikeAnEvent(Line line) {
        byte[] bytes = line.bytes();
        int start = line.start();
        return line.end() - start > 2
                && bytes[start] == '{'
                && bytes[start + 1] == '"'
                && (bytes[start + 2] == 'u' || bytes[start + 2] == 'a');
    }

    private static boolean isAscii(Line line) {
        int bits = 0;
        for (int i = line.start(); i < line.end(); i++) {
            bits |= line.bytes()[i];
        }
        return bits >= 0;
    }

    private Request.Event read(Line line) {
        try {
            // With its line end, which ends every token.
            feeder.feedInput(line.bytes(), line.start(), line.end() + 1);
            return parser.nextToken() == JsonToken.START_OBJECT ? readFields() : null;
        } catch (IOException e) {
            return null;
        }
    }

    private Request.Event readFields() throws IOException {
        String user = null;
        int sign = 0;
        long amount = 0;
        JsonToken token = parser.nextToken();
        while (token == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("user") && value == JsonToken.VALUE_STRING) {
                user = parser.getText();
            } else if (name.equals("action") && value == JsonToken.VALUE_STRING) {
                sign = RequestParser.sign(parser.getText());
            } else if (name.equals("amount") && value == JsonToken.VALUE_NUMBER_INT) {
                amount = parser.getLongValue();
            } else {
                return null;
            }
            token = parser.nextToken();
        }
        boolean isWhole = token == JsonToken.END_OBJECT && parser.nextToken() == JsonToken.NOT_AVAILABLE;
        boolean isEvent = RequestParser.isUser(user) && sign != 0 && RequestParser.isAmount(amount);
        return isWhole && isEvent ? new Request.Event(user, sign * amount) : null;
    }
}
