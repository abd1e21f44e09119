package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.report.MadeResult;

/** Against response times of 1 to 1000 ms; a histogram is exact to a thousandth. */
class FailIfTest {
    @ParameterizedTest
    @CsvSource({
        "p99>988ms, true",
        "p99>992ms, false",
        "p99<992ms, true",
        "p99<988ms, false",
        "p99>0.988s, true",
        "p99>0.992s, false",
        "p99>988000us, true",
        "p99>992000us, false",
        "' p99 > 988 ms ', true",
        "p50>499ms, true",
        "p50>502ms, false",
        "p1<11ms, true",
        "p1>11ms, false",
        "p99.9>997ms, true",
        "p99.9>1001ms, false",
        "p0<2ms, true",
        "max>998ms, true",
        "max>1.002s, false",
        "mean>499ms, true",
        "mean>502ms, false",
        "mean<502ms, true"
    })
    void aTimeBeyondItsLimit(String gate, boolean strikes) {
        expect(gate, strikes, MadeResult.closedLoop().result());
    }

    @ParameterizedTest
    @CsvSource({
        "rejected>89, true",
        "rejected>90, false",
        "rejected<91, true",
        "rejected<90, false",
        "error>59.5, true",
        "error>60, false",
        "timeouts>10, true",
        "timeouts>11, false",
        "violations>2, true",
        "violations>3, false",
        "goodput<1876, true",
        "goodput<1875, false",
        "goodput>1874, true",
        "replies<1913, true",
        "replies<1912, false",
        "replies>1912, true"
    })
    void aNumberBeyondItsLimit(String gate, boolean strikes) {
        MadeResult made = MadeResult.closedLoop();
        made.violations = List.of("a", "b", "c");
        expect(gate, strikes, made.result());
    }

    /** Of 1,000 scheduled. */
    @ParameterizedTest
    @CsvSource({
        "rejected>8.9%, true",
        "rejected>9%, false",
        "rejected<9.1%, true",
        "error>5%, true",
        "error>6%, false",
        "timeouts>1%, true",
        "timeouts>1.1%, false",
        "violations>0.1%, true",
        "violations>0.2%, false"
    })
    void aShareBeyondItsLimit(String gate, boolean strikes) {
        MadeResult made = MadeResult.closedLoop();
        made.accepted = 1000 - 500 - 90 - 60 - 11 - 7 - 3;
        made.violations = List.of("a", "b");
        expect(gate, strikes, made.result());
    }

    @ParameterizedTest
    @CsvSource({
        "p99>1us, true",
        "p99>1000s, true",
        "p99<1us, true",
        "max>1000s, true",
        "mean>1000s, true",
        "rejected>1000, false",
        "rejected>99%, false",
        "goodput<0, false"
    })
    void noLimitOnATimeIsKeptWhereNothingSucceeded(String gate, boolean strikes) {
        MadeResult made = MadeResult.closedLoop();
        made.accepted = 0;
        made.ok = 0;
        expect(gate, strikes, made.result());
    }

    @Test
    void whatTheResultHasIsToldInTheUnitOfTheGate() {
        LoadResult result = MadeResult.closedLoop().result();
        assertThat(gate("p99>5ms").actual(result)).matches("99[01]\\.\\d\\dms");
        assertThat(gate("p99>5s").actual(result)).isEqualTo("0.99s");
        assertThat(gate("rejected>1%").actual(result)).isEqualTo("1.17%");
        assertThat(gate("rejected>1").actual(result)).isEqualTo("90");
        MadeResult nothing = MadeResult.closedLoop();
        nothing.accepted = 0;
        nothing.ok = 0;
        assertThat(gate("p99>5ms").actual(nothing.result())).isEqualTo("no time at all, because no request succeeded");
        assertThat(gate("p99>5ms")).hasToString("p99>5ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p99",
                "p99>",
                ">5ms",
                "p99>fast",
                "p99>50",
                "p99>50%",
                "p99>5m",
                "p99>=5ms",
                "p99=5ms",
                "P99>5ms",
                "p>5ms",
                "p100>5ms",
                "p99.9.9>5ms",
                "p99>5.5.5ms",
                "p99>.ms",
                "p99>-5ms",
                "max>5",
                "max9>5ms",
                "mean9>5ms",
                "rejected>5ms",
                "rejected9>5",
                "goodput>5%",
                "goodput>5ms",
                "latency>5ms",
                "error",
                "p99>5ms p50>1ms"
            })
    void wordsThatAreNoGate(String text) {
        assertThatThrownBy(() -> gate(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageStartingWith("'" + text + "' is not a gate: it should be like p99>50ms");
    }

    private static void expect(String gate, boolean strikes, LoadResult result) {
        assertThat(gate(gate).strikes(result)).isEqualTo(strikes);
    }

    private static FailIf gate(String text) {
        return new FailIf.Converter().convert(text);
    }
}
