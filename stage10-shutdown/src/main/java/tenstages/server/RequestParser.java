package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes to {@link Request}, in two steps. First the whole line must be JSON (RFC 8259), strictly; only then are the
 * fields checked. Of two fields with the same name the last counts.
 */
final class RequestParser {
    private static final int MAX_USER_CHARS = 128;
    private static final long MAX_AMOUNT = 1_000_000_000;

    /**
     * The line limit bounds every name already, so Jackson's own limit on it is switched off. Names are not cached,
     * because clients choose them.
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

    /** Reads one line, given without its line end; throws {@link BadRequest} if it is no request this server knows. */
    Request parse(byte[] line) throws BadRequest {
        JsonNode json = read(line);
        if (!json.isObject()) {
            throw invalid("request: must be a JSON object");
        }
        return json.has("type") ? query(json) : new Request.Event(user(json), sign(json) * amount(json));
    }

    /**
     * Decoding first, and strictly, keeps malformed UTF-8 out. It also keeps Jackson from guessing: given bytes, it
     * would accept UTF-16 and UTF-32 too.
     */
    private static JsonNode read(byte[] line) throws BadRequest {
        try {
            JsonNode json = JSON.readTree(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
            if (!json.isMissingNode()) {
                return json;
            }
        } catch (IOException notJson) {
            // The client is told below.
        }
        throw new BadRequest(isHttp(line) ? Reply.NOT_HTTP : Reply.INVALID_JSON);
    }

    /**
     * Whether the line is the first of an HTTP request. A web page can make a browser send one to most ports of the
     * machine that the browser runs on, with events in the body.
     */
    private static boolean isHttp(byte[] line) {
        String text = new String(line, ISO_8859_1);
        return text.endsWith(" HTTP/1.0") || text.endsWith(" HTTP/1.1");
    }

    private static Request query(JsonNode json) throws BadRequest {
        // What is not a string has no text, and is then read as "null", which is no type.
        return switch (String.valueOf(json.path("type").textValue())) {
            case "balance" -> new Request.BalanceQuery(user(json));
            case "metrics" -> new Request.MetricsQuery();
            case "health" -> new Request.HealthQuery();
            default -> throw invalid("type: must be balance, metrics or health, or absent for an event");
        };
    }

    private static String user(JsonNode json) throws BadRequest {
        JsonNode user = json.path("user");
        if (!user.isTextual() || user.textValue().isBlank() || user.textValue().length() > MAX_USER_CHARS) {
            throw invalid("user: must be a string of 1 to 128 characters, not blank");
        }
        return user.textValue();
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
