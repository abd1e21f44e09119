package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options, as a user types them. Those of the last stage are tested there. */
class ConfigTest {
    @ParameterizedTest
    @CsvSource({
        "--port, 7013, 0, 65535",
        "--max-body-bytes, 65536, 1, 1048576",
        "--request-ms, 10000, 1, 3600000",
        "--idle-ms, 75000, 1, 86400000"
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
    void eachOptionIsExplained() {
        assertThat(new CommandLine(Config.class).getCommandSpec().options())
                .hasSize(14)
                .extracting(OptionSpec::description)
                .allSatisfy(description -> assertThat(description).isNotEmpty());
    }

    private static Object value(String name, String... args) {
        Config config = Config.of(args);
        return switch (name) {
            case "--port" -> config.port();
            case "--max-body-bytes" -> config.maxBodyBytes();
            case "--request-ms" -> config.requestMs();
            case "--idle-ms" -> config.idleMs();
            default -> throw new AssertionError(name);
        };
    }
}
