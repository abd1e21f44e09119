package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes to {@link Request.Event}, in two steps. First the whole body must be JSON (RFC 8259), strictly; only then are
 * the fields checked. Of two fields with the same name the last counts.
 */
final class RequestParser {
    private static final int MAX_USER_CHARS = 128;
    private static final long MAX_AMOUNT = 1_000_000_000;

    /**
     * The limit of a body bounds every name already, so Jackson's own limit on it is switched off. Names are not
     * cached, because clients choose them.
     */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1000)
                            .maxNumberLength(1000)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads one body; throws {@link BadRequest} if it is no event. */
    Request.Event parse(byte[] body) throws BadRequest {
        JsonNode json = read(body);
        if (!json.isObject()) {
            throw invalid("request: must be a JSON object");
        }
        if (json.has("type")) {
            throw invalid("type: must be absent");
        }
        return new Request.Event(user(json.path("user").textValue()), sign(json) * amount(json));
    }

    /**
     * Decoding first, and strictly, keeps malformed UTF-8 out. It also keeps Jackson from guessing: given bytes, it
     * would accept UTF-16 and UTF-32 too.
     */
    private static JsonNode read(byte[] body) throws BadRequest {
        try {
            JsonNode json = JSON.readTree(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
            if (!json.isMissingNode()) {
                return json;
            }
        } catch (IOException notJson) {
            // The client is told below.
        }
        throw new BadRequest(Reply.INVALID_JSON);
    }

    /** A user, or null for what is none. Throws {@link BadRequest} if it cannot be a user. */
    static String user(String user) throws BadRequest {
        if (user == null || user.isBlank() || user.length() > MAX_USER_CHARS) {
            throw invalid("user: must be a string of 1 to 128 characters, not blank");
        }
        return user;
    }

    private static int sign(JsonNode json) throws BadRequest {
        // What is not a string has no text, and is then read as "null", which is no action.
        return switch (String.valueOf(json.path("action").textValue())) {
            case "buy" -> 1;
            case "sell" -> -1;
            default -> throw invalid("action: must be buy or sell");
        };
    }

    private static long amount(JsonNode json) throws BadRequest {
        JsonNode amount = json.path("amount");
        boolean isLong = amount.isIntegralNumber() && amount.canConvertToLong();
        if (!isLong || amount.longValue() < 1 || amount.longValue() > MAX_AMOUNT) {
            throw invalid("amount: must be an integer from 1 to 1000000000");
        }
        return amount.longValue();
    }

    private static BadRequest invalid(String detail) {
        return new BadRequest(Reply.invalidRequest(detail));
    }
}
