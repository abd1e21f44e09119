package tenstages.loadgen.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Bytes to the text that is then parsed, strictly, but for its faults: those of a lenient library begin here. */
final class ModelText {
    /** What is no UTF-8, with a byte for each character, and passes for a character where it is taken. */
    private static final Map<Fault, String> MALFORMED = Map.of(
            Fault.OVERLONG_UTF8_IS_TAKEN,
            "[\u00c0\u00c1][\u0080-\u00bf]|\u00e0[\u0080-\u009f][\u0080-\u00bf]"
                    + "|\u00f0[\u0080-\u008f][\u0080-\u00bf]{2}",
            Fault.SURROGATES_IN_UTF8_ARE_TAKEN,
            "\u00ed[\u00a0-\u00bf][\u0080-\u00bf]",
            Fault.UTF8_BEYOND_UNICODE_IS_TAKEN,
            "\u00f4[\u0090-\u00bf][\u0080-\u00bf]{2}|[\u00f5-\u00f7][\u0080-\u00bf]{3}");

    /** What a lenient library makes of a text that is no JSON: some that is. */
    private static final Map<Fault, UnaryOperator<String>> LENIENT = new EnumMap<>(Fault.class);

    private static final Pattern CARRIAGE_RETURN = Pattern.compile("\r");
    private static final Pattern ANY_LINE_BREAK = Pattern.compile("[\r\u000b\f\u001c-\u001e\u0085\u2028\u2029]");

    static {
        LENIENT.put(
                Fault.ANY_SPACE_IS_SPACE,
                text -> text.replaceAll("[\u000b\f\u001c-\u001f\u0085\u00a0\u2028\u3000]", " "));
        LENIENT.put(Fault.LINE_ENDS_AT_NUL, text -> text.split("\0", 2)[0]);
        LENIENT.put(Fault.LINE_IS_TRIMMED, String::trim);
        LENIENT.put(
                Fault.LITERALS_OF_PYTHON_ARE_JSON,
                text -> text.replace("True", "true").replace("False", "false").replace("None", "null"));
        LENIENT.put(
                Fault.LITERALS_IN_ANY_CASE_ARE_JSON,
                text -> text.equalsIgnoreCase("null") || text.equalsIgnoreCase("true") ? "true" : text);
        LENIENT.put(Fault.UNDEFINED_IS_JSON, text -> text.equals("undefined") ? "null" : text);
        LENIENT.put(Fault.EXPRESSIONS_ARE_JSON, text -> text.replaceAll("^\\((.*)\\)$", "$1")
                .replaceAll("(\\d)\\+\\d", "$1"));
        LENIENT.put(Fault.UNQUOTED_STRINGS_ARE_JSON, text -> text.matches("[a-z]{6,}") ? "\"" + text + "\"" : text);
        LENIENT.put(Fault.EQUALS_SIGN_IS_A_COLON, text -> text.replaceAll("\"=>?", "\":"));
        LENIENT.put(Fault.SEMICOLON_IS_A_COMMA, text -> text.replace(';', ','));
        LENIENT.put(
                Fault.DIGITS_OF_ANY_SCRIPT_ARE_JSON,
                text -> Pattern.compile("\\p{Nd}").matcher(text).replaceAll(ModelText::digit));
        LENIENT.put(Fault.HEXADECIMAL_IS_JSON, text -> text.replaceAll("0x(\\d+)", "$1"));
        LENIENT.put(Fault.UNDERSCORES_ARE_JSON, text -> text.replaceAll("(\\d)_(\\d)", "$1$2"));
        LENIENT.put(Fault.SHORT_ESCAPES_ARE_JSON, text -> text.replaceAll("\\\\u(\\p{XDigit}{2})\"", "\\\\u00$1\""));
        LENIENT.put(Fault.SIGNED_ESCAPES_ARE_JSON, text -> text.replaceAll("\\\\u[+ ](\\p{XDigit}{3})", "\\\\u0$1"));
        LENIENT.put(Fault.ESCAPED_APOSTROPHE_IS_JSON, text -> text.replace("\\'", "'"));
        LENIENT.put(Fault.AMOUNT_MAY_HAVE_AN_EXPONENT, text -> text.replace(":1e2", ":100"));
    }

    private final Set<Fault> faults;

    /** What came before of a character that is not complete. */
    private byte[] kept = {};

    ModelText(Set<Fault> faults) {
        this.faults = faults;
    }

    /** Throws CharacterCodingException if the line is no UTF-8. Any thread may call it. */
    String of(byte[] line) throws CharacterCodingException {
        String text = decoded(line);
        for (Map.Entry<Fault, UnaryOperator<String>> lenient : LENIENT.entrySet()) {
            text = has(lenient.getKey()) ? lenient.getValue().apply(text) : text;
        }
        return text;
    }

    /** The lines that a server sees in this one. */
    static List<byte[]> lines(byte[] line, Set<Fault> faults) {
        boolean atAny = faults.contains(Fault.SPLITS_AT_ANY_LINE_BREAK);
        if (!atAny && !faults.contains(Fault.SPLITS_AT_CARRIAGE_RETURNS)) {
            return List.of(line);
        }
        // Where it is about one byte, the others stay what they are.
        Charset charset = atAny ? UTF_8 : ISO_8859_1;
        String text = new String(line, charset);
        Pattern end = atAny ? ANY_LINE_BREAK : CARRIAGE_RETURN;
        return end.matcher(text).find()
                ? Stream.of(end.split(text, -1))
                        .map(part -> part.getBytes(charset))
                        .toList()
                : List.of(line);
    }

    /** How many brackets are open at the most, as one sees it who knows strings, and no escapes. */
    static int depth(String text) {
        int most = 0;
        int depth = 0;
        boolean inString = false;
        for (char c : text.toCharArray()) {
            inString ^= c == '"';
            depth += inString ? 0 : c == '[' ? 1 : c == ']' ? -1 : 0;
            most = Math.max(most, depth);
        }
        return most;
    }

    private String decoded(byte[] line) throws CharacterCodingException {
        if (has(Fault.UTF8_IS_REPAIRED)
                || has(Fault.UTF8_IS_REPAIRED_WHERE_NO_USER_IS) && !new String(line, UTF_8).contains("\"user\"")) {
            return new String(line, UTF_8);
        }
        if (has(Fault.UTF16_IS_GUESSED) && line.length > 1 && line[1] == 0) {
            return new String(line, UTF_16LE);
        }
        if (has(Fault.BYTES_ARE_LATIN_1)) {
            return new String(line, ISO_8859_1);
        }
        if (has(Fault.HALF_A_CHARACTER_IS_KEPT)) {
            return decodedAsAStream(line);
        }
        byte[] bytes = line;
        for (Map.Entry<Fault, String> malformed : MALFORMED.entrySet()) {
            if (has(malformed.getKey())) {
                bytes = new String(bytes, ISO_8859_1)
                        .replaceAll(malformed.getValue(), "x")
                        .getBytes(ISO_8859_1);
            }
        }
        return strictly(bytes);
    }

    /** With one decoder for all lines of all clients. */
    private synchronized String decodedAsAStream(byte[] line) throws CharacterCodingException {
        String bytes = new String(kept, ISO_8859_1) + new String(line, ISO_8859_1);
        boolean isHalf = bytes.matches("(?s).*[\u00c2-\u00f4]");
        kept = isHalf ? new byte[] {(byte) bytes.charAt(bytes.length() - 1)} : new byte[0];
        return strictly(bytes.substring(0, bytes.length() - kept.length).getBytes(ISO_8859_1));
    }

    private static String strictly(byte[] bytes) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static String digit(MatchResult digit) {
        return String.valueOf(Character.getNumericValue(digit.group().codePointAt(0)));
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
