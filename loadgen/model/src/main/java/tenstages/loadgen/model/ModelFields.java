package tenstages.loadgen.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JSON value as a server sees it that looks for fields where there are none, or not where they are. */
final class ModelFields {
    private static final List<String> OF_AN_EVENT = List.of("user", "action", "amount");
    private static final Pattern AMOUNT = Pattern.compile("\"amount\"\\s*:\\s*(\\d+)\\s*[,}]");
    private static final Pattern USER = Pattern.compile("\"user\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Map<Fault, UnaryOperator<String>> NAMES = Map.of(
            Fault.FIELD_NAMES_IN_ANY_CASE,
            name -> name.toLowerCase(Locale.ROOT).replace('\u017f', 's'),
            Fault.FIELD_NAMES_ARE_TRIMMED,
            String::strip,
            Fault.FIELD_NAMES_END_AT_NUL,
            name -> name.split("\0", 2)[0]);

    private final JsonMapper json;
    private final Set<Fault> faults;

    ModelFields(JsonMapper json, Set<Fault> faults) {
        this.json = json;
        this.faults = faults;
    }

    /** What is seen in this value, which was read from this text. */
    JsonNode of(JsonNode value, String text) throws IOException {
        JsonNode seen = value;
        if (has(Fault.ARRAY_OF_ONE_IS_AN_OBJECT)
                && value.size() == 1
                && value.path(0).isObject()) {
            seen = value.get(0);
        }
        if (has(Fault.STRING_OF_JSON_IS_AN_OBJECT)
                && value.isTextual()
                && value.textValue().startsWith("{")) {
            seen = json.readTree(value.textValue());
        }
        if (has(Fault.EMPTY_ARRAY_IS_AN_OBJECT) && value.isArray() && value.isEmpty()) {
            seen = json.createObjectNode();
        }
        if (has(Fault.EMPTY_OBJECT_IS_AN_ARRAY) && value.isObject() && value.isEmpty()) {
            seen = json.createArrayNode();
        }
        return seen instanceof ObjectNode object ? fields(object, text) : seen;
    }

    private ObjectNode fields(ObjectNode object, String text) throws IOException {
        ObjectNode seen = object;
        if (has(Fault.FIRST_OF_EQUAL_NAMES_COUNTS) || has(Fault.NULL_DOES_NOT_OVERWRITE)) {
            seen = notOverwritten(text);
        }
        for (Map.Entry<Fault, UnaryOperator<String>> names : NAMES.entrySet()) {
            if (has(names.getKey())) {
                ObjectNode renamed = json.createObjectNode();
                seen.fields()
                        .forEachRemaining(
                                field -> renamed.set(names.getValue().apply(field.getKey()), field.getValue()));
                seen = renamed;
            }
        }
        if (has(Fault.FIELDS_COME_FROM_PROTO) && seen.get("__proto__") instanceof ObjectNode proto) {
            seen = proto.deepCopy().setAll(seen);
        }
        for (String name : has(Fault.NESTED_FIELDS_COUNT) ? OF_AN_EVENT : List.<String>of()) {
            find(seen, name);
        }
        if (has(Fault.NESTED_TYPE_COUNTS)) {
            find(seen, "type");
        }
        lookIntoTheText(seen, text);
        return seen;
    }

    private ObjectNode notOverwritten(String text) throws IOException {
        ObjectNode fields = json.createObjectNode();
        ObjectReader reader = json.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        try (JsonParser parser = reader.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                JsonNode value = reader.readTree(parser);
                boolean isLeft = fields.has(name) && (has(Fault.FIRST_OF_EQUAL_NAMES_COUNTS) || value.isNull());
                if (!isLeft) {
                    fields.set(name, value);
                }
            }
        }
        return fields;
    }

    private static void find(ObjectNode fields, String name) {
        JsonNode found = fields.findValue(name);
        if (found != null) {
            fields.set(name, found);
        }
    }

    private void lookIntoTheText(ObjectNode fields, String text) {
        if (has(Fault.TYPE_IS_FOUND_IN_THE_TEXT) && text.contains("\"type\"") && !fields.has("type")) {
            fields.put("type", "found");
        }
        if (has(Fault.FIELD_NAMES_ARE_NOT_UNESCAPED) && !text.contains("\"user\"")) {
            fields.remove("user");
        }
        if (has(Fault.TYPE_NAME_IS_NOT_UNESCAPED) && !text.contains("\"type\"")) {
            fields.remove("type");
        }
        if (has(Fault.AMOUNT_IS_FOUND_IN_THE_TEXT)) {
            Matcher amount = AMOUNT.matcher(text);
            fields.put("amount", amount.find() ? Long.parseLong(amount.group(1)) : 0);
        }
        if (has(Fault.AMOUNT_IS_SPOILT_BY_ANY_FRACTION) && text.matches(".*\\d[.eE].*")) {
            fields.put("amount", "spoilt");
        }
        Matcher user = USER.matcher(text);
        if (has(Fault.USERS_ARE_NOT_UNESCAPED) && user.find()) {
            fields.put("user", user.group(1));
        }
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
