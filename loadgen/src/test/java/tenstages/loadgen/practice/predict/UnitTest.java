package tenstages.loadgen.practice.predict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
    private static final double OF = 3000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "COUNT|19|19",
                "COUNT|  19\t|19",
                "COUNT|0|0",
                "COUNT|1,000|1000",
                "COUNT|1 000|1000",
                "COUNT|1\u202f000|1000",
                "COUNT|1.000|1000",
                "COUNT|1'000|1000",
                "COUNT|1_000|1000",
                "COUNT|1,5|1.5",
                "COUNT|20,000|20000",
                "COUNT|1,000,000|1000000",
                "COUNT|20k|20000",
                "COUNT|1.5 K|1500",
                "COUNT|~1,000|1000",
                "COUNT|50%|1500",
                "COUNT|50 %|1500",
                "COUNT|0.5%|15",
                "COUNT|12 clients|12",
                "COUNT|1 Event|1",
                "COUNT|0 of 19|0",
                "COUNT|150 payments of 200|150",
                "COUNT|150/200|150",
                "COUNT|2,610 of 2,610|2610",
                "COUNT|all|3000",
                "COUNT|half|1500",
                "COUNT|None|0",
                "MILLIS|500|500",
                "MILLIS|1000 ms|1000",
                "MILLIS|1,000ms|1000",
                "MILLIS|2s|2000",
                "MILLIS|3.5 seconds|3500",
                "MILLIS|3,5 s|3500",
                "MILLIS|3.525 s|3525",
                "MILLIS|0.06|0.06",
                "PER_SECOND|2|2",
                "PER_SECOND|0.5|0.5",
                "PER_SECOND|100/s|100",
                "PER_SECOND|100 per second|100",
                "PER_SECOND|6,400 events a second|6400",
                "PER_SECOND|98 events/s|98",
            })
    void aNumberIsUnderstoodAsPeopleWriteIt(Unit unit, String typed, double number) {
        assertThat(unit.read(typed, OF)).hasValue(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COUNT|2s",
                "COUNT|2 ms",
                "COUNT|100/s",
                "COUNT|-5",
                "COUNT|many",
                "COUNT|1,0000",
                "COUNT|1e3",
                "COUNT|12 clients!",
                "COUNT|50% of 10",
                "COUNT|12 of",
                "COUNT|٣",
                "MILLIS|50%",
                "MILLIS|all",
                "MILLIS|3 clients",
                "MILLIS|3 m",
                "PER_SECOND|50%",
                "PER_SECOND|2s",
                "PER_SECOND|half",
                "COUNT|1234567890123",
            })
    void whatIsNoSuchNumberIsNotUnderstood(Unit unit, String typed) {
        assertThat(unit.read(typed, OF)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"50%", "half", "all"})
    void aPartOfNobodyKnowsHowManyIsNoNumber(String typed) {
        assertThat(Unit.COUNT.read(typed, 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void nothingAndFarTooMuchAreNoNumbers(Unit unit) {
        assertThat(unit.read("", OF)).isEmpty();
        assertThat(unit.read("9".repeat(10_000), OF)).isEmpty();
        assertThat(unit.read(" ".repeat(10_000) + "9", OF)).isEmpty();
        assertThat(unit.read("\u001b[31m9\u0000", OF)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void itsOwnWordsAreUnderstoodAgain(Unit unit) {
        for (double number : new double[] {0, 7, 1000, 12_345}) {
            assertThat(unit.read(unit.text(number), OF)).hasValue(number);
        }
    }

    @Test
    void numbersAreWrittenShort() {
        assertThat(Unit.COUNT.text(18_674)).isEqualTo("18,674");
        assertThat(Unit.MILLIS.text(62.5)).isEqualTo("62.5 ms");
        assertThat(Unit.PER_SECOND.text(2)).isEqualTo("2 a second");
        assertThat(Unit.MILLIS.text(0.06)).isEqualTo("0.06 ms");
    }
}
