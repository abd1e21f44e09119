package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lesson does not touch is the last stage's, byte for byte, and tested there. */
class SameAsStageTenTest {
    private static final Path SOURCES = Path.of("src/main/java/tenstages/server");

    @Test
    void theWordsOfTheHelpAreTheSame() throws IOException {
        Path words = Path.of("src/main/resources/tenstages/server/Config.properties");
        assertThat(words)
                .hasSameTextualContentAs(Path.of("../../stage10-shutdown").resolve(words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BadRequest", "Balances", "EventLoop", "Metrics", "Output", "SimulatedWork", "TimedLock"})
    void whatHasNothingToDoWithHttpIsThatOfTheLastStage(String name) throws IOException {
        Path last = Path.of("../../stage10-shutdown").resolve(SOURCES).resolve(name + ".java");
        assertThat(Files.readString(SOURCES.resolve(name + ".java"))).isEqualTo(Files.readString(last));
    }
}
