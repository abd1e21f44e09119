package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StagesTest {
    @ParameterizedTest
    @CsvSource({
        "--max-line-bytes, 3",
        "--max-connections, 3",
        "--work-ms, 4",
        "--queue, 5",
        "--workers, 6",
        "--hold-ms, 7",
        "--stripes, 8",
        "--drain-ms, 10"
    })
    void anOptionIsGivenToTheStagesThatKnowIt(String option, int since) {
        for (int stage = 1; stage <= Stages.LAST; stage++) {
            if (stage < since) {
                assertThat(Stages.options(stage, Map.of(option, "7"))).isEmpty();
            } else {
                assertThat(Stages.options(stage, Map.of(option, "7"))).containsExactly(option, "7");
            }
        }
    }

    @Test
    void optionsAreInOrderWhateverTheirMap() {
        assertThat(Stages.options(10, Map.of("--workers", "1", "--queue", "2", "--hold-ms", "3", "--stripes", "4")))
                .containsExactly("--hold-ms", "3", "--queue", "2", "--stripes", "4", "--workers", "1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void eachStageHasAFolder(int stage) throws IOException {
        assertThat(Stages.folder(stage)).isDirectory();
        assertThat(Stages.folder(stage).getFileName().toString()).startsWith("stage%02d-".formatted(stage));
        assertThat(Stages.pageFromHere(stage)).endsWith("README.md");
    }

    @Test
    void beyondTheTenIsTheServerOnALog() throws IOException {
        assertThat(Stages.LAST).isEqualTo(10);
        assertThat(Stages.BEYOND).isEqualTo(11);
        assertThat(Stages.folder(Stages.SPEED).toString())
                .endsWith(Path.of("beyond", "speed").toString());
        assertThat(Stages.name(Stages.SPEED)).isEqualTo("beyond/speed");
        assertThat(Stages.before(Stages.SPEED)).isEqualTo(10);
        assertThat(Stages.before(Stages.BEYOND)).isEqualTo(10);
        assertThat(Stages.before(10)).isEqualTo(9);
        for (int stage = 11; stage <= 12; stage++) {
            assertThat(Stages.folder(stage))
                    .endsWith(Path.of("beyond", "kafka"))
                    .isDirectory();
        }
        assertThat(Stages.name(10)).isEqualTo("stage10-shutdown");
        assertThat(Stages.name(11)).isEqualTo("beyond/kafka");
        assertThat(Stages.name(12)).isEqualTo("two of them");
        assertThat(Stages.called(10)).isEqualTo("stage 10");
        assertThat(Stages.called(11)).isEqualTo("beyond/kafka");
        assertThat(Stages.pageFromHere(11)).endsWith("README.md").contains("kafka");
        assertThatThrownBy(() -> Stages.folder(0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no folder of stage 0");
    }

    @Test
    void onlyTheServerOnALogKeepsItsDataInAFolder() {
        Map<String, String> options = Map.of("--data", "d", "--bootstrap", "b", "--stripes", "4");
        assertThat(Stages.options(10, options)).containsExactly("--stripes", "4");
        assertThat(Stages.options(11, options)).containsExactly("--bootstrap", "b", "--data", "d", "--stripes", "4");
        assertThat(Stages.optionNames()).hasSize(8).doesNotContain("--data", "--bootstrap");
    }
}
