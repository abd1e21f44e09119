package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that a learner sees when a promise is not kept. */
class EvidenceTest {
    @ParameterizedTest
    @CsvSource({
        "abcdef, abXdef, 2",
        "abc, abcd, 3",
        "abcd, abc, 3",
        "abc, xbc, 0",
        "{\"status\":\"ok\"}, {\"status\":\"no\"}, 11"
    })
    void theCaretStandsBelowTheFirstDifference(String expected, String received, int difference) {
        List<String> lines = different("hello\n", expected, received).lines(100);
        assertThat(lines.get(0)).isEqualTo("sent      hello\\n");
        assertThat(lines.get(1)).isEqualTo("expected  " + expected);
        assertThat(lines.get(2)).isEqualTo("received  " + received);
        assertThat(lines.get(3)).isEqualTo(" ".repeat(10 + difference) + "^ first difference, at byte " + difference);
        assertThat(lines).hasSize(4);
    }

    @Test
    void ofALongLineOnlyWhatIsNearTheDifferenceIsShown() {
        List<String> lines =
                different("x", "a".repeat(1000) + "b", "a".repeat(1000) + "c").lines(100);
        assertThat(lines.get(1)).isEqualTo("expected  … " + "a".repeat(40) + "b");
        assertThat(lines.get(2)).isEqualTo("received  … " + "a".repeat(40) + "c");
        assertThat(lines.get(3)).endsWith("^ first difference, at byte 1000");
        assertThat(lines.get(3).indexOf('^')).isEqualTo(lines.get(2).indexOf('c', 12));
    }

    @Test
    void anEscapeBeforeTheDifferenceMovesTheCaret() {
        List<String> lines = different("x", "\u0001b", "\u0001c").lines(100);
        assertThat(lines.get(2)).isEqualTo("received  \\x01c");
        assertThat(lines.get(3).indexOf('^')).isEqualTo(lines.get(2).indexOf('c', 13));
    }

    @Test
    void whatIsTooLongForALineIsFoldedAndTheCaretStandsInItsPart() {
        assertThat(different("x", "0123456789".repeat(5), "0123456789".repeat(4) + "x")
                        .lines(30))
                .containsExactly(
                        "sent      x",
                        "expected  01234567890123456789",
                        "          01234567890123456789",
                        "          0123456789",
                        "received  01234567890123456789",
                        "          01234567890123456789",
                        "          x",
                        "          ^ first difference, at byte 40");
    }

    @Test
    void theCaretStandsBehindAPartThatIsFull() {
        assertThat(different("x", "0123456789".repeat(2) + "x", "0123456789".repeat(2))
                        .lines(30))
                .endsWith("received  01234567890123456789", "          ", "          ^ first difference, at byte 20");
    }

    @Test
    void whatIsMissingIsNamedWithWhatCameInstead() {
        assertThat(Evidence.missing("a\r\n".getBytes(UTF_8), "a line", "nothing")
                        .lines(80))
                .containsExactly("sent      a\\r\\n", "expected  a line", "received  nothing");
    }

    @Test
    void whatCannotBePrintedIsEscaped() {
        assertThat(Evidence.shown("a ~\r\n\t\u0000\u007f\u00ff".getBytes(ISO_8859_1)))
                .isEqualTo("a ~\\r\\n\\x09\\x00\\x7f\\xff");
    }

    @Test
    void whatIsVeryLongIsCutAndItsLengthTold() {
        assertThat(Evidence.shown("y".repeat(400).getBytes(UTF_8))).isEqualTo("y".repeat(400));
        assertThat(Evidence.shown("y".repeat(401).getBytes(UTF_8))).isEqualTo("y".repeat(400) + " … (401 bytes)");
    }

    private static Evidence different(String sent, String expected, String received) {
        return Evidence.different(sent.getBytes(UTF_8), expected.getBytes(UTF_8), received.getBytes(UTF_8));
    }
}
