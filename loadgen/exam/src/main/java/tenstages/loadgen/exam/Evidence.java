package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes that convict a server, in printable ASCII: everything else is an escape.
 *
 * @param sent the line that was to be answered
 * @param expected what had to come
 * @param received what came
 * @param difference the place in {@code received} where they part, in characters; -1 if the two cannot be compared
 * @param differenceByte the same, in bytes of the line
 */
public record Evidence(String sent, String expected, String received, int difference, int differenceByte) {
    private static final String EMPTY_LINE = "(an empty line)";
    private static final int SHOWN_BYTES = 400;
    private static final int BEFORE_DIFFERENCE = 40;
    private static final int LEAST_WIDTH = 20;

    /** Two lines that should be the same and are not. */
    static Evidence different(byte[] sent, byte[] expected, byte[] received) {
        int difference = Arrays.mismatch(expected, received);
        int from = Math.max(0, difference - BEFORE_DIFFERENCE);
        String before = (from > 0 ? "… " : "") + escaped(Arrays.copyOfRange(received, from, difference));
        return new Evidence(
                shown(sent),
                from(expected, from, difference),
                from(received, from, difference),
                before.length(),
                difference);
    }

    /** Something else than a line was expected, or came. */
    static Evidence missing(byte[] sent, String expected, String received) {
        return new Evidence(shown(sent), expected, received, -1, -1);
    }

    /** The bytes as printable ASCII, without the end of what is very long. */
    static String shown(byte[] bytes) {
        return from(bytes, 0, 0);
    }

    /** The same of a line. */
    static String shown(String line) {
        return shown(line.getBytes(UTF_8));
    }

    /** For people: the parts below each other, folded at this width, and a caret at the first difference. */
    public List<String> lines(int width) {
        List<String> lines = new ArrayList<>();
        int room = Math.max(LEAST_WIDTH, width - "received  ".length());
        addFolded(lines, "sent      ", sent.isEmpty() ? "(nothing)" : sent, room, -1);
        addFolded(lines, "expected  ", expected.isEmpty() ? EMPTY_LINE : expected, room, -1);
        addFolded(lines, "received  ", received.isEmpty() ? EMPTY_LINE : received, room, difference);
        return lines;
    }

    private void addFolded(List<String> lines, String name, String text, int room, int mark) {
        int from = 0;
        do {
            String part = text.substring(from, Math.min(text.length(), from + room));
            lines.add((from == 0 ? name : " ".repeat(name.length())) + part);
            if (mark >= from && mark < from + room) {
                lines.add(" ".repeat(name.length() + mark - from) + "^ first difference, at byte " + differenceByte);
            }
            from += room;
        } while (from < text.length() || mark >= from);
    }

    /**
     * The bytes from this place on. Where they repeat themselves, they are written once, but not before the other
     * place.
     */
    private static String from(byte[] bytes, int from, int compressedFrom) {
        int exact = Math.min(bytes.length, compressedFrom);
        byte[] before = Arrays.copyOfRange(bytes, Math.min(from, exact), exact);
        StringBuilder text = new StringBuilder(from > 0 ? "… " : "").append(escaped(before));
        int at = exact;
        for (int shown = before.length; at < bytes.length && shown < SHOWN_BYTES; ) {
            Repetition repetition = Repetition.at(bytes, at);
            byte[] part = Arrays.copyOfRange(bytes, at, at + repetition.unit());
            text.append(escaped(part));
            at += repetition.unit() * repetition.times();
            shown += repetition.unit();
            if (repetition.times() > 1) {
                text.append(" × ").append(repetition.times()).append(at < bytes.length ? " " : "");
            }
        }
        boolean isCut = at < bytes.length;
        boolean isLong = bytes.length > from + SHOWN_BYTES;
        return text + (isCut ? " …" : "") + (isLong ? " (" + bytes.length + " bytes)" : "");
    }

    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (char c : new String(bytes, ISO_8859_1).toCharArray()) {
            if (c == '\n') {
                text.append("\\n");
            } else if (c == '\r') {
                text.append("\\r");
            } else if (c < ' ' || c > '~') {
                text.append("\\x%02x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
