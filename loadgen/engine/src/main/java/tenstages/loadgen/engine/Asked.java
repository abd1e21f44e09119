package tenstages.loadgen.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the requests of a run ask for, and so which replies cannot be theirs. */
enum Asked {
    EVENT,
    BALANCE,
    METRICS,
    HEALTH,
    /** In the protocol of Redis, in which only this one kind of reply is known. */
    REDIS_INTEGER,
    /** Nothing that we know, so whatever is answered may be right. */
    UNKNOWN;

    /** What a line asks for. */
    static Asked by(String line) {
        try {
            return switch (new ObjectMapper().readTree(line).path("type").asText()) {
                case "balance" -> BALANCE;
                case "metrics" -> METRICS;
                case "health" -> HEALTH;
                default -> UNKNOWN;
            };
        } catch (JsonProcessingException e) {
            return UNKNOWN;
        }
    }

    /** Whether a success that says this can be the reply. */
    boolean fits(JsonNode success) {
        boolean accepted = success.path("status").asText().equals("accepted");
        boolean counters = success.has("received");
        boolean balance = success.has("balance");
        return switch (this) {
            case EVENT -> !counters;
            case BALANCE -> balance;
            case METRICS -> counters;
            case HEALTH -> !accepted && !counters && !balance;
            case REDIS_INTEGER -> false;
            case UNKNOWN -> true;
        };
    }
}
