package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options of this stage, as a user types them. */
class ConfigTest {
    private static final int STAGE = Integer.getInteger("tenstages.stage");

    /** An option that takes a whole number, in the stages since and until. */
    record Row(String name, int since, int until, long standard, long least, long greatest) {}

    private static final List<Row> NUMBERS = List.of(
            new Row("--port", 1, 10, 7000 + STAGE, 0, 65_535),
            new Row("--max-line-bytes", 3, 10, 65_536, 1, 1 << 20),
            new Row("--max-connections", 3, 10, 10_000, 1, 1 << 24),
            new Row("--work-ms", 4, 6, 500, 0, 3_600_000),
            new Row("--work-ms", 7, 10, 100, 0, 3_600_000),
            new Row("--queue", 5, 10, 100, 1, 1 << 24),
            new Row("--workers", 6, 6, 4, 1, 1024),
            new Row("--workers", 7, 10, 16, 1, 1024),
            new Row("--hold-ms", 7, 10, 10, 0, 3_600_000),
            new Row("--stripes", 8, 10, 64, 1, 65_536),
            new Row("--drain-ms", 10, 10, 10_000, 0, 86_400_000));

    static Stream<Row> numbers() {
        return NUMBERS.stream().filter(row -> row.since <= STAGE && STAGE <= row.until);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberHasItsDefaultAndItsRange(Row row) {
        assertThat(value(row.name)).isEqualTo(row.standard);
        assertThat(value(row.name, row.name, String.valueOf(row.least))).isEqualTo(row.least);
        assertThat(value(row.name, row.name, String.valueOf(row.greatest))).isEqualTo(row.greatest);
        for (long wrong : new long[] {row.least - 1, row.greatest + 1}) {
            assertThatThrownBy(() -> Config.of(row.name, String.valueOf(wrong)))
                    .isInstanceOf(ParameterException.class)
                    .hasMessage(row.name + ": must be from " + row.least + " to " + row.greatest + ", not " + wrong);
        }
    }

    @Test
    void onlyThisMachineIsServedUnlessToldOtherwise() {
        assertThat(Config.of().host()).isEqualTo("127.0.0.1");
        assertThat(Config.of("--host", "0.0.0.0").host()).isEqualTo("0.0.0.0");
    }

    @Test
    void thereAreNoOtherOptionsAndEachIsExplained() {
        List<String> names = new ArrayList<>(List.of("--help", "--host"));
        numbers().forEach(row -> names.add(row.name));
        if (STAGE >= 7) {
            names.add("--verbose");
        }
        List<OptionSpec> options =
                new CommandLine(Config.class).getCommandSpec().options();
        assertThat(options).extracting(OptionSpec::longestName).containsExactlyInAnyOrderElementsOf(names);
        assertThat(options)
                .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
    }

    /** As {@code --host "$HOST"} is without that variable. */
    @Test
    void whatIsEmptyIsRefused() {
        assertThatThrownBy(() -> Config.of("--host", "")).hasMessage("--host: must not be empty");
    }

    @Test
    void whatIsNoNumberOrNoOptionIsRefused() {
        assertThatThrownBy(() -> Config.of("--port", "seven")).hasMessageContaining("'seven' is not an int");
        assertThatThrownBy(() -> Config.of("--prot", "7")).hasMessageContaining("--prot");
        assertThatThrownBy(() -> Config.of("7")).isInstanceOf(ParameterException.class);
    }

    @Test
    void helpCanBeAskedForInTwoWays() {
        assertThat(Config.of().help()).isFalse();
        assertThat(Config.of("-h").help()).isTrue();
        assertThat(Config.of("--help").help()).isTrue();
    }

    private static long value(String name, String... args) {
        Config config = Config.of(args);
        String method = name.substring(2);
        for (int dash = method.indexOf('-'); dash >= 0; dash = method.indexOf('-')) {
            String next = method.substring(dash + 1, dash + 2).toUpperCase(java.util.Locale.ROOT);
            method = method.substring(0, dash) + next + method.substring(dash + 2);
        }
        try {
            return ((Number) Config.class.getDeclaredMethod(method).invoke(config)).longValue();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
