package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "250, 250",
        "10k, 10000",
        "10K, 10000",
        "1m, 1000000",
        "3M, 3000000",
        "999999999999, 999999999999"
    })
    void aCount(String text, long count) {
        assertThat(new Units.Count().convert(text)).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5k", "k", "10 k", "10g", "1e3", "1234567890123", "0x10"})
    void noCount(String text) {
        assertThatThrownBy(() -> new Units.Count().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is not a number such as 250 or 10k");
    }

    @ParameterizedTest
    @CsvSource({"2000, 2000", "0.5, 0.5", "2.5k, 2500", "10k, 10000", "1m, 1e6", "0, 0"})
    void aRate(String text, double rate) {
        assertThat(new Units.Rate().convert(text)).isEqualTo(rate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", ".5", "5.", "fast", "10/s", "1e3"})
    void noRate(String text) {
        assertThatThrownBy(() -> new Units.Rate().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is not a rate such as 0.5, 2000 or 10k");
    }

    @ParameterizedTest
    @CsvSource({"100us, 100000", "500ms, 500000000", "1.5s, 1500000000", "10s, 10000000000", "2m, 120000000000", "0s, 0"
    })
    void aTime(String text, long nanos) {
        assertThat(new Units.Time().convert(text)).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "soon", "-1s", "1h", "1 s", "1S", ".5s"})
    void noTime(String text) {
        assertThatThrownBy(() -> new Units.Time().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is not a time such as 500ms, 10s or 2m");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7001, 127.0.0.1, 7001",
        ":7001, 127.0.0.1, 7001",
        "[::1]:7001, 0:0:0:0:0:0:0:1, 7001",
        "0.0.0.0:65535, 0.0.0.0, 65535"
    })
    void anAddress(String text, String host, int port) {
        InetSocketAddress address = new Units.Address().convert(text);
        assertThat(address.getAddress().getHostAddress()).isEqualTo(host);
        assertThat(address.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere, 'nowhere' is not an address such as 127.0.0.1:7001",
        "http://127.0.0.1:80, 'http://127.0.0.1:80' is an address of the web",
        "127.0.0.1, '127.0.0.1' is not an address such as 127.0.0.1:7001",
        "127.0.0.1:, '127.0.0.1:' is not an address such as 127.0.0.1:7001",
        "127.0.0.1:x, '127.0.0.1:x' is not an address such as 127.0.0.1:7001",
        "127.0.0.1:123456, '127.0.0.1:123456' is not an address such as 127.0.0.1:7001",
        "127.0.0.1:65536, port 65536 is above 65535",
        "300.0.0.1.:1, there is no host '300.0.0.1.'"
    })
    void noAddress(String text, String message) {
        String words = message.startsWith(text.substring(0, 1)) ? "'" + message : message;
        assertThatThrownBy(() -> new Units.Address().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining(words.replaceFirst("^'", ""));
    }
}
