package tenstages.loadgen.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tenstages.loadgen.protocol.Printable;

/**
 * What an object says of its request, in the words of this protocol, of JSON-RPC, or as servers usually do it. A sign
 * of failure counts more than one of success.
 *
 * @param label in short, to count by
 * @param kind UNKNOWN if it has no sign of either
 */
record ReplyWords(String label, ReplyKind kind) {
    private static final int LABEL_CHARS = 60;
    private static final int NAMED_FIELDS = 5;
    private static final int LEAST_HTTP_ERROR = 400;
    private static final Pattern HTTP_STATUS = Pattern.compile("[1-5][0-9][0-9]");

    /** As a whole word: an errand has not failed. */
    private static final Pattern FAILURE = Pattern.compile("(err|error|errors|fail|failed|failure|fatal|exception"
            + "|invalid|denied|refused|forbidden|unauthorized|not_found|timeout)([^a-z].*)?");

    private static final Set<String> SUCCESSES = Set.of(
            "ok",
            "true",
            "success",
            "successful",
            "succeeded",
            "done",
            "created",
            "completed",
            "up",
            "healthy",
            "draining");

    static ReplyWords of(JsonNode json) {
        String status = json.path("status").asText("");
        if (status.equals("rejected")) {
            return shown(withReason(status, json), ReplyKind.REJECTED);
        }
        String failure = failure(json);
        if (failure != null) {
            return shown(failure, ReplyKind.ERROR);
        }
        if (status.equals("accepted")) {
            return shown(withReason(status, json), ReplyKind.ACCEPTED);
        }
        return succeeded(json)
                ? shown(withReason(status.isEmpty() ? "ok" : status, json), ReplyKind.OK)
                : shown("unknown: " + (status.isEmpty() ? fields(json) : status), ReplyKind.UNKNOWN);
    }

    /** Null if there is no sign of any. */
    private static String failure(JsonNode json) {
        String status = json.path("status").asText("");
        if (isFailure(status) || status.equals("false") || httpStatus(status) >= LEAST_HTTP_ERROR) {
            return withReason(status, json);
        }
        for (String name : List.of("error", "errors")) {
            if (isSaid(json.path(name))) {
                return "error " + message(json.path(name));
            }
        }
        for (String name : List.of("ok", "success")) {
            if (isNo(json.path(name))) {
                return withReason(name + " false", json);
            }
        }
        for (String name : List.of("result", "type")) {
            if (isFailure(json.path(name).asText())) {
                return withReason(name + " " + json.path(name).asText(), json);
            }
        }
        return null;
    }

    /** Of what has no sign of failure. The counters of this protocol say nothing else. */
    private static boolean succeeded(JsonNode json) {
        String status = json.path("status").asText("");
        return SUCCESSES.contains(status.toLowerCase(Locale.ROOT))
                || httpStatus(status) > 0
                || json.path("ok").asBoolean()
                || json.path("success").asBoolean()
                || json.has("error")
                || json.has("result")
                || json.path("received").isIntegralNumber();
    }

    /** Three digits, such as 200; 0 if it is none. */
    private static int httpStatus(String status) {
        return HTTP_STATUS.matcher(status).matches() ? Integer.parseInt(status) : 0;
    }

    private static boolean isFailure(String word) {
        return FAILURE.matcher(word.toLowerCase(Locale.ROOT)).matches();
    }

    /** An error of null, false, 0, or without content is none. */
    private static boolean isSaid(JsonNode error) {
        if (error.isContainerNode()) {
            return !error.isEmpty();
        }
        return !isNo(error) && !error.asText().isEmpty() && !error.asText().equals("null");
    }

    private static boolean isNo(JsonNode said) {
        return said.isNumber() ? said.asDouble() == 0 : said.asText().equalsIgnoreCase("false");
    }

    /** Of JSON-RPC a number and words, of others what is there. */
    private static String message(JsonNode error) {
        if (!error.isContainerNode()) {
            return error.asText();
        }
        String words = error.path("code").asText() + " " + error.path("message").asText();
        return words.isBlank() ? error.toString() : words.strip();
    }

    private static String withReason(String words, JsonNode json) {
        for (String name : List.of("reason", "message")) {
            String reason = json.path(name).asText();
            if (!reason.isEmpty()) {
                return words + " " + reason;
            }
        }
        return words;
    }

    private static String fields(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names.isEmpty()
                ? "no fields"
                : String.join(", ", names.subList(0, Math.min(NAMED_FIELDS, names.size())))
                        + (names.size() > NAMED_FIELDS ? ", …" : "");
    }

    private static ReplyWords shown(String words, ReplyKind kind) {
        return new ReplyWords(Printable.cut(Printable.line(words).strip(), LABEL_CHARS), kind);
    }
}
