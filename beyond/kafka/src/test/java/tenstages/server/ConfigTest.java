package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options, as a user types them. */
class ConfigTest {
    @ParameterizedTest
    @CsvSource({
        "--port, 7011, 0, 65535",
        "--max-line-bytes, 65536, 1, 1048576",
        "--max-connections, 10000, 1, 16777216",
        "--work-ms, 100, 0, 3600000",
        "--queue, 100, 1, 16777216",
        "--workers, 4, 1, 1024",
        "--hold-ms, 10, 0, 3600000",
        "--partitions, 16, 1, 65536",
        "--commit-ms, 100, 1, 60000",
        "--peer-port, 0, 0, 65535",
        "--cache-bytes, 10000000, 0, 1073741824",
        "--drain-ms, 10000, 0, 86400000"
    })
    void aNumberHasItsDefaultAndItsRange(String name, int standard, int least, int greatest) {
        assertThat(value(name)).isEqualTo(standard);
        assertThat(value(name, name, String.valueOf(least))).isEqualTo(least);
        assertThat(value(name, name, String.valueOf(greatest))).isEqualTo(greatest);
        for (long wrong : new long[] {least - 1L, greatest + 1L}) {
            assertThatThrownBy(() -> Config.of(name, String.valueOf(wrong)))
                    .isInstanceOf(ParameterException.class)
                    .hasMessage(name + ": must be from " + least + " to " + greatest + ", not " + wrong);
        }
    }

    @Test
    void whatIsNoNumberHasItsDefaultToo() {
        Config config = Config.of();
        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.bootstrap()).isNull();
        assertThat(config.advertise()).isNull();
        assertThat(config.guarantee()).isEqualTo(Config.Guarantee.exactly_once_v2);
        assertThat(config.data()).isEqualTo(Path.of("tenstages-data"));
        assertThat(config.help()).isFalse();
        assertThat(Config.of("-h").help()).isTrue();
    }

    @Test
    void whatIsToldCounts() {
        Config config = Config.of(
                "--stripes",
                "3",
                "--bootstrap",
                "a:1,b:2",
                "--data",
                "d",
                "--advertise",
                "h",
                "--guarantee",
                "at_least_once");
        assertThat(config.partitions()).as("the stages call them so").isEqualTo(3);
        assertThat(config.bootstrap()).isEqualTo("a:1,b:2");
        assertThat(config.data()).isEqualTo(Path.of("d"));
        assertThat(config.advertise()).isEqualTo("h");
        assertThat(config.guarantee()).isEqualTo(Config.Guarantee.at_least_once);
        assertThatThrownBy(() -> Config.of("--guarantee", "twice"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("twice")
                .hasMessageContaining("exactly_once_v2");
    }

    @Test
    void whatIsEmptyIsRefused() {
        for (String option : new String[] {"--host", "--data", "--bootstrap", "--advertise"}) {
            assertThatThrownBy(() -> Config.of(option, "")).hasMessage(option + ": must not be empty");
        }
    }

    @Test
    void eachOptionIsExplained() {
        assertThat(new CommandLine(Config.class).getCommandSpec().options())
                .hasSize(18)
                .extracting(OptionSpec::description)
                .allSatisfy(description -> assertThat(description).isNotEmpty());
    }

    private static long value(String name, String... args) {
        Object value = new CommandLine(Config.class).getCommandSpec().findOption(name) == null
                ? null
                : optionValue(name, args);
        return ((Number) value).longValue();
    }

    private static Object optionValue(String name, String... args) {
        CommandLine options = new CommandLine(Config.class);
        options.parseArgs(args);
        return options.getCommandSpec().findOption(name).getValue();
    }
}
