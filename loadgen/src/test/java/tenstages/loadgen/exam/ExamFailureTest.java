package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a learner reads when a promise is not kept. */
class ExamFailureTest {
    @ParameterizedTest
    @CsvSource({
        "abcdef, abXdef, 2",
        "abc, abcd, 3",
        "abcd, abc, 3",
        "abc, xbc, 0",
        "{\"status\":\"ok\"}, {\"status\":\"no\"}, 11"
    })
    void theCaretStandsBelowTheFirstDifference(String expected, String received, int difference) {
        String[] lines = different("hello\n", expected, received);
        assertThat(lines[1]).isEqualTo("  sent      hello\\n");
        assertThat(lines[2]).isEqualTo("  expected  " + expected);
        assertThat(lines[3]).isEqualTo("  received  " + received);
        assertThat(lines[4]).endsWith("^ first difference, at byte " + difference);
        assertThat(lines[4].indexOf('^')).isEqualTo(lines[3].indexOf(received) + difference);
    }

    @Test
    void ofALongLineOnlyWhatIsNearTheDifferenceIsShown() {
        String[] lines = different("x", "a".repeat(1000) + "b", "a".repeat(1000) + "c");
        assertThat(lines[2]).isEqualTo("  expected  " + "a".repeat(60) + "b");
        assertThat(lines[3]).isEqualTo("  received  " + "a".repeat(60) + "c");
        assertThat(lines[4]).endsWith("^ first difference, at byte 1000");
        assertThat(lines[4].indexOf('^')).isEqualTo(lines[3].indexOf('c', 12));
    }

    @Test
    void anEscapeBeforeTheDifferenceMovesTheCaret() {
        String[] lines = different("x", "\u0001b", "\u0001c");
        assertThat(lines[3]).isEqualTo("  received  \\x01c");
        assertThat(lines[4].indexOf('^')).isEqualTo(lines[3].indexOf('c', 13));
    }

    @ParameterizedTest
    @CsvSource({"nothing in time", "the end of the connection"})
    void whatIsMissingIsNamedWithWhatCameInstead(String instead) {
        assertThat(ExamFailure.missing("a\r\n".getBytes(UTF_8), "a line", instead))
                .hasMessage("\n  sent      a\\r\\n\n  expected  a line\n  received  " + instead);
    }

    @Test
    void whatCannotBePrintedIsEscaped() {
        assertThat(ExamFailure.shown("a ~\r\n\t\u0000\u007f\u00ff".getBytes(ISO_8859_1)))
                .isEqualTo("a ~\\r\\n\\x09\\x00\\x7f\\xff");
    }

    @Test
    void whatIsVeryLongIsCutAndItsLengthTold() {
        assertThat(ExamFailure.shown("y".repeat(400).getBytes(UTF_8))).isEqualTo("y".repeat(400));
        assertThat(ExamFailure.shown("y".repeat(401).getBytes(UTF_8))).isEqualTo("y".repeat(400) + " … (401 bytes)");
    }

    private static String[] different(String sent, String expected, String received) {
        return ExamFailure.different(sent.getBytes(UTF_8), expected.getBytes(UTF_8), received.getBytes(UTF_8))
                .getMessage()
                .split("\n", -1);
    }
}
