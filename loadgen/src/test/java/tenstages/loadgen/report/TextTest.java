package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.00 µs",
        "85, 0.09 µs",
        "9994, 9.99 µs",
        "9995, 10.0 µs",
        "85000, 85.0 µs",
        "99949, 99.9 µs",
        "99950, 100 µs",
        "999000, 999 µs",
        "1000000, 1.00 ms",
        "4210000, 4.21 ms",
        "99949999, 99.9 ms",
        "999000000, 999 ms",
        "1000000000, 1.00 s",
        "1400000000, 1.40 s",
        "90000000000, 90.0 s",
        "3600000000000, 3600 s"
    })
    void aTimeHasThreeDigitsAndTheUnitThatSuitsIt(double nanos, String text) {
        assertThat(Text.time(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 0", "999 | 999", "1000 | 1,000", "1234567.4 | 1,234,567", "1.5 | 2"})
    void aCountIsWholeWithItsThousandsMarked(double number, String text) {
        assertThat(Text.count(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"9, 'one two/  three/  four'", "10, 'one two/  three/  four'", "12, 'one two/  three four'"})
    void aTextIsBrokenBetweenItsWords(int width, String expected) {
        String wrapped = Text.wrapped("one two three four", width, "  ");
        assertThat(wrapped).isEqualTo(expected.replace("/", "\n"));
        assertThat(wrapped.lines()).allMatch(line -> line.length() <= width);
    }

    @Test
    void nothingMovesTheCursorOrTurnsTheWordsRound() {
        assertThat(Text.wrapped("a\u001b[2Jb\u202ec\u2028d\u009be", 80, " ")).isEqualTo("a [2Jb c d e");
        assertThat(Text.table(List.of(List.of("a\u202eb", "c\nd")), 80)).isEqualTo("  a b   c d\n");
    }

    @Test
    void aCharacterOfTwoHalvesIsNotCutInTwo() {
        assertThat(Text.wrapped("abc\ud83d\ude00d", 4, "")).isEqualTo("abc\n\ud83d\ude00d");
    }

    @Test
    void aWordLongerThanALineIsCut() {
        assertThat(Text.wrapped("a enormously b", 6, " ")).isEqualTo("a\n enorm\n ously\n b");
    }

    @Test
    void aTableIsAsWideAsItsCellsIfThereIsRoom() {
        assertThat(Text.table(List.of(List.of("", "stage 1", "2"), List.of("read time", "5 ms", "70 ms")), 80)
                        .split("\n", -1))
                .containsExactly(
                        "              stage 1   2", //
                        "  read time   5 ms      70 ms",
                        "");
    }

    @Test
    void theWidestColumnOfATableGivesWayFirst() {
        List<List<String>> rows = List.of(List.of("a", "b", "c"), List.of("the long name of a row", "short", "six"));
        assertThat(Text.table(rows, 30).lines())
                .containsExactly(
                        "  a                b       c", //
                        "  the long name    short   six",
                        "  of a row");
        assertThat(Text.table(rows, 37).lines())
                .containsExactly(
                        "  a                       b       c", //
                        "  the long name of a      short   six",
                        "  row");
        assertThat(Text.table(rows, 38).lines()).hasSize(2);
    }

    @Test
    void noColumnIsNarrowerThanItsLongestWord() {
        List<List<String>> rows = List.of(List.of("a wonderful name", "another wonder"));
        assertThat(Text.table(rows, 10).lines())
                .containsExactly(
                        "  a           another", //
                        "  wonderful   wonder",
                        "  name");
    }
}
