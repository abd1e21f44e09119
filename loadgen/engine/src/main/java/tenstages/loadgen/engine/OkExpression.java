package tenstages.loadgen.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on a reply, such as {@code status=ok}: a field has this value. {@code status!=ok}: it has not. {@code
 * result}: the field is there, and neither null nor false. {@code !error}: it is not. A field in a field has a dot
 * between the names.
 */
public final class OkExpression {
    private static final Pattern FORMAT = Pattern.compile("(!?)([^!=\\s]+)(?:(!?=)(.*))?", Pattern.DOTALL);

    private final String text;
    private final String[] path;
    private final boolean negated;
    private final String value;

    private OkExpression(String text, String[] path, boolean negated, String value) {
        this.text = text;
        this.path = path;
        this.negated = negated;
        this.value = value;
    }

    /** Throws IllegalArgumentException, with a message for the user, if it is none. */
    public static OkExpression of(String text) {
        Matcher matcher = FORMAT.matcher(text.strip());
        if (!matcher.matches() || (!matcher.group(1).isEmpty() && matcher.group(3) != null)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no condition: it should be like status=ok, code!=500, result or !error");
        }
        boolean negated = !matcher.group(1).isEmpty() || "!=".equals(matcher.group(3));
        return new OkExpression(text, matcher.group(2).split("\\.", -1), negated, matcher.group(4));
    }

    boolean holds(JsonNode reply) {
        JsonNode field = reply;
        for (String name : path) {
            field = field.path(name);
        }
        boolean isSaid = !field.isMissingNode() && !field.isNull() && !field.equals(BooleanNode.FALSE);
        return (value == null ? isSaid : field.asText().equals(value)) != negated;
    }

    @Override
    public String toString() {
        return text;
    }
}
