package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"balance\",\"user\":\"a\"} | BALANCE",
                "{\"type\":\"metrics\"} | METRICS",
                "{\"type\":\"health\"} | HEALTH",
                "{\"type\":\"weather\"} | UNKNOWN",
                "{\"user\":\"a\",\"action\":\"buy\",\"amount\":1} | UNKNOWN",
                "[1,2] | UNKNOWN",
                "not json | UNKNOWN"
            })
    void aLineTellsWhatItAsksFor(String line, Asked asked) {
        assertThat(Asked.by(line)).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"accepted\"} | EVENT",
                "{\"status\":\"ok\",\"balance\":5} | EVENT BALANCE",
                "{\"received\":1,\"processed\":1,\"dropped\":0,\"pending\":0,\"failed\":0} | METRICS",
                "{\"status\":\"ok\"} | EVENT HEALTH",
                "{\"status\":\"draining\"} | EVENT HEALTH"
            })
    void aReplyFitsOnlyWhatItCanBeTheReplyTo(String reply, String fitting) throws IOException {
        Set<String> fits = Set.of(fitting.split(" ", -1));
        for (Asked asked : Asked.values()) {
            assertThat(asked.fits(new ObjectMapper().readTree(reply)))
                    .as(asked.name())
                    .isEqualTo(asked == Asked.UNKNOWN || fits.contains(asked.name()));
        }
    }
}
