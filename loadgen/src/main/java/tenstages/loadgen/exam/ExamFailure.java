package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** A promise not kept: what was sent, what was expected, what came instead, and where they part. */
public final class ExamFailure extends AssertionError {
    private static final int SHOWN_BYTES = 400;
    private static final int BEFORE_DIFFERENCE = 60;

    ExamFailure(String message) {
        super(message);
    }

    static ExamFailure different(byte[] sent, byte[] expected, byte[] received) {
        int difference = Arrays.mismatch(expected, received);
        int from = Math.max(0, difference - BEFORE_DIFFERENCE);
        String before = shown(Arrays.copyOfRange(expected, from, Math.min(difference, expected.length)));
        return new ExamFailure("\n  sent      " + shown(sent) + "\n  expected  "
                + shown(Arrays.copyOfRange(expected, from, Math.max(from, expected.length)))
                + "\n  received  "
                + shown(Arrays.copyOfRange(received, from, Math.max(from, received.length)))
                + "\n            " + " ".repeat(before.length()) + "^ first difference, at byte " + difference);
    }

    static ExamFailure missing(byte[] sent, String expected, String instead) {
        return new ExamFailure(
                "\n  sent      " + shown(sent) + "\n  expected  " + expected + "\n  received  " + instead);
    }

    /** Printable ASCII as it is, everything else as an escape. */
    static String shown(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (char c : new String(bytes, 0, Math.min(bytes.length, SHOWN_BYTES), ISO_8859_1).toCharArray()) {
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
        return text + (bytes.length > SHOWN_BYTES ? " … (" + bytes.length + " bytes)" : "");
    }
}
