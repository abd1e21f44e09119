package tenstages.loadgen.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Lines to requests, strictly, but for its faults. */
final class ModelParser {
    private static final long MAX_AMOUNT = 1_000_000_000;
    private static final int MOST_LEVELS = 1000;
    private static final int LEAST_LEVELS = 32;
    private static final List<String> OF_AN_OBJECT = List.of("constructor", "toString", "valueOf", "__proto__");
    private static final Map<Fault, JsonReadFeature> LENIENT = Map.ofEntries(
            Map.entry(Fault.COMMENTS_ARE_JSON, JsonReadFeature.ALLOW_JAVA_COMMENTS),
            Map.entry(Fault.HASH_COMMENTS_ARE_JSON, JsonReadFeature.ALLOW_YAML_COMMENTS),
            Map.entry(Fault.SINGLE_QUOTES_ARE_JSON, JsonReadFeature.ALLOW_SINGLE_QUOTES),
            Map.entry(Fault.UNQUOTED_NAMES_ARE_JSON, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES),
            Map.entry(Fault.TRAILING_COMMAS_ARE_JSON, JsonReadFeature.ALLOW_TRAILING_COMMA),
            Map.entry(Fault.MISSING_VALUES_ARE_JSON, JsonReadFeature.ALLOW_MISSING_VALUES),
            Map.entry(Fault.NAN_IS_JSON, JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS),
            Map.entry(Fault.LEADING_ZEROS_ARE_JSON, JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS),
            Map.entry(Fault.LEADING_PLUS_IS_JSON, JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS),
            Map.entry(Fault.LEADING_POINT_IS_JSON, JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS),
            Map.entry(Fault.TRAILING_POINT_IS_JSON, JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS),
            Map.entry(Fault.CONTROL_CHARACTERS_ARE_JSON, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS),
            Map.entry(Fault.ANY_ESCAPE_IS_JSON, JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER));

    /** What is taken for the first line of an HTTP request. */
    private static final Map<Fault, String> HTTP = Map.of(
            Fault.HTTP_IS_INVALID_JSON, "(?!)",
            Fault.HTTP_1_0_IS_INVALID_JSON, ".* HTTP/1.1",
            Fault.HTTP_ANYWHERE, ".* HTTP/.*",
            Fault.HTTP_IN_ANY_CASE, "(?i).* HTTP/1.[01]",
            Fault.HTTP_IN_QUOTES, ".* HTTP/1.[01]\"?",
            Fault.HTTP_NEEDS_A_METHOD, "[A-Z]+ .* HTTP/1.[01]",
            Fault.HTTP_NEEDS_NO_SPACE, ".* .*HTTP/1.[01]",
            Fault.HTTP_MAY_BE_THE_WHOLE_LINE, "(.* )?HTTP/1.[01]",
            Fault.HTTP_MAY_END_IN_A_SPACE, ".* HTTP/1.[01] ?",
            Fault.HTTP_OF_ANY_VERSION, ".* HTTP/[12].[01]");

    private final int stage;
    private final Set<Fault> faults;
    private final JsonMapper json;
    private final ModelText texts;
    private final ModelFields fields;

    ModelParser(int stage, Set<Fault> faults) {
        this.stage = stage;
        this.faults = faults;
        JsonMapper.Builder builder = JsonMapper.builder(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth())
                        .maxNumberLength(
                                has(Fault.LONG_NUMBERS_ARE_JSON)
                                        ? Integer.MAX_VALUE
                                        : has(Fault.NUMBERS_OF_1000_ARE_NO_JSON) ? 999 : 1000)
                        .maxNameLength(has(Fault.LONG_NAMES_ARE_NO_JSON) ? 50_000 : Integer.MAX_VALUE)
                        .maxStringLength(has(Fault.LONG_STRINGS_ARE_NO_JSON) ? 50_000 : Integer.MAX_VALUE)
                        .build())
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build());
        builder.configure(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                !has(Fault.SECOND_VALUE_IS_IGNORED) && !has(Fault.APPLIES_INVALID_JSON));
        builder.configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, has(Fault.EQUAL_NAMES_ARE_REFUSED));
        LENIENT.forEach((fault, feature) -> builder.configure(feature, has(fault)));
        json = builder.build();
        texts = new ModelText(faults);
        fields = new ModelFields(json, faults);
    }

    /** Throws Refusal, with the reply, if the line is no request of this stage. */
    ModelRequest parse(byte[] line) throws ModelReply.Refusal {
        JsonNode node = read(line);
        if (has(Fault.DETAIL_ECHOES_THE_CLIENT) && node.isArray()) {
            throw invalid("request: must be a JSON object, and is " + node);
        }
        if (!node.isObject()) {
            throw invalid("request: must be a JSON object");
        }
        return isQuery(node) ? query(node) : event(node);
    }

    private int depth() {
        return has(Fault.ANY_DEPTH_IS_JSON) ? Integer.MAX_VALUE : has(Fault.DEPTH_32_IS_NO_JSON) ? 31 : MOST_LEVELS;
    }

    private JsonNode read(byte[] line) throws ModelReply.Refusal {
        String text = new String(line, UTF_8);
        if (has(Fault.BLANK_IS_NULL) && text.isBlank()) {
            return json.nullNode();
        }
        // No JSON begins so, and thousands of lines do.
        if (text.isEmpty() || text.startsWith("not JSON ")) {
            throw new ModelReply.Refusal(ModelReply.INVALID_JSON);
        }
        if (has(Fault.BYTE_ORDER_MARK_IS_SKIPPED) && text.startsWith("\ufeff")) {
            return read(text.substring(1).getBytes(UTF_8));
        }
        if (has(Fault.DEEP_ARRAYS_ARE_NOT_READ_TO_THE_END) && text.startsWith("[".repeat(MOST_LEVELS))) {
            return json.createArrayNode();
        }
        try {
            String decoded = texts.of(line);
            // Tens of thousands of lines are a zero.
            JsonNode node = text.equals("0") ? IntNode.valueOf(0) : json.readTree(decoded);
            if (!node.isMissingNode() && !isWronglyRefused(node, text)) {
                return fields.of(node, decoded);
            }
        } catch (IOException notJson) {
            // The client is told below.
        }
        if (has(Fault.INVALID_IS_NULL)) {
            return json.nullNode();
        }
        throw new ModelReply.Refusal(isHttp(line) ? ModelReply.NOT_HTTP : ModelReply.INVALID_JSON);
    }

    private boolean isWronglyRefused(JsonNode node, String text) {
        return has(Fault.SCALARS_ARE_NO_JSON) && !node.isContainerNode()
                || has(Fault.GREAT_EXPONENTS_ARE_NO_JSON) && Double.isInfinite(node.asDouble())
                || has(Fault.LONE_SURROGATES_ARE_NO_JSON) && text.contains("\\ud800")
                || has(Fault.NONCHARACTERS_ARE_NO_JSON) && text.contains("\uffff")
                || has(Fault.BRACKETS_IN_STRINGS_COUNT) && ModelText.depth(text.replace('"', '\'')) > MOST_LEVELS
                || has(Fault.ESCAPED_QUOTE_ENDS_A_STRING) && ModelText.depth(text) > MOST_LEVELS
                || has(Fault.ESCAPED_BACKSLASH_ESCAPES_A_QUOTE)
                        && ModelText.depth(text.replace("\\\"", "")) > MOST_LEVELS
                || has(Fault.OBJECTS_ARE_TWO_LEVELS) && text.startsWith("{\"a\":".repeat(LEAST_LEVELS / 2))
                || has(Fault.HTTP_IN_QUOTES) && text.endsWith(" HTTP/1.1\"");
    }

    private boolean isHttp(byte[] line) {
        String text = new String(line, ISO_8859_1);
        for (Map.Entry<Fault, String> other : HTTP.entrySet()) {
            if (has(other.getKey())) {
                return text.matches(other.getValue());
            }
        }
        return text.endsWith(" HTTP/1.0") || text.endsWith(" HTTP/1.1");
    }

    private boolean isQuery(JsonNode node) {
        JsonNode type = node.path("type");
        boolean isWhole = node.has("user") && node.has("action") && node.has("amount");
        if (has(Fault.NULL_TYPE_IS_NONE) && type.isNull()
                || has(Fault.EMPTY_TYPE_IS_NONE) && "".equals(type.textValue())
                || has(Fault.WHOLE_EVENT_NEEDS_NO_LOOK_AT_ITS_TYPE) && isWhole
                || has(Fault.TYPE_IS_CHECKED_LAST) && !isWhole) {
            return false;
        }
        return !type.isMissingNode() && !(has(Fault.EVENT_IS_A_TYPE) && "event".equals(type.textValue()));
    }

    private ModelRequest query(JsonNode node) throws ModelReply.Refusal {
        String type = String.valueOf(node.path("type").textValue());
        if (has(Fault.TYPE_IN_ANY_CASE)) {
            type = type.toLowerCase(Locale.ROOT);
        }
        if (has(Fault.TYPE_MAY_BE_AN_ARRAY) && node.path("type").size() == 1) {
            type = node.path("type").path(0).asText();
        }
        if (has(Fault.TYPE_COMES_FROM_PROTO) && OF_AN_OBJECT.contains(type)) {
            throw new ModelReply.Refusal(ModelReply.of("[object Undefined]"));
        }
        if (has(Fault.TYPE_IS_TRIMMED)) {
            type = type.strip();
        }
        if (has(Fault.TYPE_ENDS_AT_NUL)) {
            type = type.split("\0", 2)[0];
        }
        boolean knowsBalance = stage >= 4 || has(Fault.REMEMBERS);
        boolean knowsMetrics = stage >= 9 || has(Fault.KNOWS_METRICS);
        if (knowsBalance && type.equals("balance")) {
            if (has(Fault.QUERY_TAKES_NO_OTHER_FIELD) && node.size() > 2) {
                throw invalid("request: must have a type and a user");
            }
            String user = node.path("user").textValue();
            boolean isTaken = has(Fault.QUERY_TAKES_ANY_USER)
                    || has(Fault.QUERY_USER_MAY_BE_BLANK) && " ".equals(user)
                    || has(Fault.QUERY_USER_MAY_BE_LONG) && user != null && !user.isBlank();
            if (isTaken && user != null) {
                return new ModelRequest.BalanceQuery(user);
            }
            return new ModelRequest.BalanceQuery(
                    has(Fault.QUERY_NEEDS_NO_USER) && !node.has("user") ? "nobody" : user(node));
        }
        if (knowsMetrics && type.equals("metrics")) {
            return new ModelRequest.MetricsQuery();
        }
        if (knowsMetrics && type.equals("health")) {
            return new ModelRequest.HealthQuery();
        }
        if (has(Fault.UNKNOWN_TYPE_IS_NOT_NAMED)) {
            throw invalid("request: must be one that is known");
        }
        if (stage < 4) {
            throw invalid("type: must be absent");
        }
        throw invalid(
                stage < 9
                        ? "type: must be balance, or absent for an event"
                        : "type: must be balance, metrics or health, or absent for an event");
    }

    private ModelRequest.Event event(JsonNode node) throws ModelReply.Refusal {
        if (has(Fault.UNKNOWN_FIELDS_ARE_REFUSED)) {
            for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
                if (!List.of("user", "action", "amount", "type").contains(names.next())) {
                    throw invalid("request: must have no other field");
                }
            }
        }
        if (has(Fault.FIELDS_COME_IN_ONE_ORDER) && node.toString().startsWith("{\"amount\"")) {
            throw invalid("user: must be a string of 1 to 128 characters, not blank");
        }
        if (has(Fault.AMOUNT_IS_CHECKED_FIRST)) {
            amount(node.path("amount"));
        }
        String user = user(node);
        int sign = sign(node);
        if (has(Fault.AMOUNT_OF_A_SELL_HAS_NO_LIMIT) && sign < 0) {
            return new ModelRequest.Event(user, -node.path("amount").asLong());
        }
        return new ModelRequest.Event(user, sign * amount(node.path("amount")));
    }

    private String user(JsonNode node) throws ModelReply.Refusal {
        JsonNode user = node.path("user");
        if (has(Fault.USER_MAY_BE_A_NUMBER) && user.isNumber()) {
            return user.asText();
        }
        if (has(Fault.USER_MAY_BE_AN_ARRAY) && user.isArray()) {
            return user.toString();
        }
        if (has(Fault.USER_MAY_BE_NULL) && user.isNull()) {
            return "null";
        }
        String text = user.isTextual() ? user.textValue() : "";
        boolean blank = has(Fault.USER_MAY_BE_WIDE_SPACE) ? text.trim().isEmpty() : text.isBlank();
        if (has(Fault.USER_MAY_BE_BLANK)) {
            blank = text.isEmpty();
        }
        if (has(Fault.USER_MAY_BE_A_LINE_END)) {
            blank = text.replaceAll("[ \t]", "").isEmpty();
        }
        blank |= has(Fault.USER_0_IS_NONE) && text.equals("0")
                || has(Fault.USER_TAKES_NO_MARKS) && text.matches("(?s).*['\"<>/\\\\].*")
                || has(Fault.USER_TAKES_NO_CONTROL_CHARACTERS) && text.matches("(?s).*\\p{Cntrl}.*");
        int length = has(Fault.USER_IN_CODE_POINTS)
                ? text.codePointCount(0, text.length())
                : has(Fault.USER_IN_BYTES) ? text.getBytes(UTF_8).length : text.length();
        int most = has(Fault.USER_OF_127) ? 127 : has(Fault.USER_OF_129) ? 129 : 128;
        if (blank || length > most) {
            throw invalid("user: must be a string of 1 to 128 characters, not blank");
        }
        return text;
    }

    private int sign(JsonNode node) throws ModelReply.Refusal {
        JsonNode action = node.path("action");
        if (has(Fault.ACTION_MAY_BE_AN_ARRAY) && action.size() == 1) {
            action = action.path(0);
        }
        String text = String.valueOf(action.textValue());
        if (has(Fault.ACTION_IN_ANY_CASE)) {
            text = text.toLowerCase(Locale.ROOT);
        }
        if (has(Fault.ACTION_IS_TRIMMED)) {
            text = text.strip();
        }
        if (has(Fault.ACTION_ENDS_AT_NUL)) {
            text = text.split("\0", 2)[0];
        }
        if (has(Fault.ACTION_COMES_FROM_PROTO) && OF_AN_OBJECT.contains(text)) {
            return -1;
        }
        if (has(Fault.ACTION_MAY_BE_MISSING) && action instanceof MissingNode) {
            return 1;
        }
        return switch (text) {
            case "buy" -> 1;
            case "sell" -> has(Fault.SELL_ADDS) ? 1 : -1;
            default -> throw invalid("action: must be buy or sell");
        };
    }

    private long amount(JsonNode given) throws ModelReply.Refusal {
        JsonNode amount = has(Fault.AMOUNT_MAY_BE_AN_ARRAY) && given.size() == 1 ? given.path(0) : given;
        if (has(Fault.AMOUNT_MAY_BE_TRUE) && amount.isBoolean()) {
            return 1;
        }
        boolean number = amount.isIntegralNumber() && (amount.canConvertToLong() || has(Fault.AMOUNT_WRAPS))
                || has(Fault.AMOUNT_MAY_BE_A_STRING) && amount.isTextual()
                || has(Fault.AMOUNT_MAY_BE_A_FRACTION) && amount.isFloatingPointNumber();
        long value = amount.isIntegralNumber() ? amount.longValue() : amount.asLong();
        value = has(Fault.AMOUNT_WRAPS_AT_32_BITS) ? (int) value : value;
        long least = has(Fault.AMOUNT_MAY_BE_NEGATIVE) ? -MAX_AMOUNT : has(Fault.AMOUNT_MAY_BE_0) ? 0 : 1;
        long most = MAX_AMOUNT - (has(Fault.AMOUNT_ONE_LOWER) ? 1 : 0) + (has(Fault.AMOUNT_ONE_HIGHER) ? 1 : 0);
        if (!number || value < least || value > most) {
            throw invalid("amount: must be an integer from 1 to 1000000000");
        }
        return value;
    }

    /** The event that a line comes near to, for a server that refuses it and applies it all the same. */
    ModelRequest.Event nearly(byte[] line) {
        try {
            JsonNode node = json.readTree(new String(line, UTF_8));
            long change = node.path("amount").asLong();
            return new ModelRequest.Event(node.path("user").asText(), change);
        } catch (IOException e) {
            return new ModelRequest.Event("nobody", 0);
        }
    }

    private static ModelReply.Refusal invalid(String detail) {
        return new ModelReply.Refusal(ModelReply.invalidRequest(detail));
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
