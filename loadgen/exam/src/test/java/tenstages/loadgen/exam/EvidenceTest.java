package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
        String varied = IntStream.range(0, 100).mapToObj("%04d"::formatted).collect(Collectors.joining());
        assertThat(Evidence.shown(varied.getBytes(UTF_8))).isEqualTo(varied);
        assertThat(Evidence.shown((varied + "y").getBytes(UTF_8))).isEqualTo(varied + " … (401 bytes)");
    }

    @Test
    void whatIsRepeatedIsWrittenOnce() {
        assertThat(Evidence.shown("[".repeat(63) + "]")).isEqualTo("[".repeat(63) + "]");
        assertThat(Evidence.shown("[".repeat(64) + "]")).isEqualTo("[ × 64 ]");
        assertThat(Evidence.shown("\ud83d\ude00".repeat(65))).isEqualTo("\\xf0\\x9f\\x98\\x80 × 65");
        assertThat(Evidence.shown("<" + "abc".repeat(1_666_666) + "a\n"))
                .isEqualTo("<abc × 1666666 a\\n (5000001 bytes)");
    }

    @Test
    void whatIsRepeatedBeforeTheDifferenceIsWrittenOutSoThatTheCaretIsRight() {
        List<String> lines =
                different("x", "y".repeat(1000), "y".repeat(900) + "z").lines(100);
        assertThat(lines.get(1)).isEqualTo("expected  … " + "y".repeat(40) + "y × 100");
        assertThat(lines.get(2)).isEqualTo("received  … " + "y".repeat(40) + "z");
        assertThat(lines.get(3).indexOf('^')).isEqualTo(lines.get(2).indexOf('z'));
    }

    private static Evidence different(String sent, String expected, String received) {
        return Evidence.different(sent.getBytes(UTF_8), expected.getBytes(UTF_8), received.getBytes(UTF_8));
    }
}
