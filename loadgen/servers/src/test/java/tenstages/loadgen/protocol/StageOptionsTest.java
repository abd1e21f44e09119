package tenstages.loadgen.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;

/** The options of the protocol, and that the stages have them. */
class StageOptionsTest {
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
        for (int stage = 1; stage <= StageOptions.LAST_STAGE; stage++) {
            if (stage < since) {
                assertThat(StageOptions.known(stage, Map.of(option, "7"))).isEmpty();
            } else {
                assertThat(StageOptions.known(stage, Map.of(option, "7"))).containsExactly(option, "7");
            }
        }
    }

    @Test
    void optionsAreInOrderWhateverTheirMap() {
        assertThat(StageOptions.known(10, Map.of("--workers", "1", "--queue", "2", "--hold-ms", "3", "--stripes", "4")))
                .containsExactly("--hold-ms", "3", "--queue", "2", "--stripes", "4", "--workers", "1");
    }

    @Test
    void whatIsNoOptionOfTheProtocolIsGivenToNobody() {
        assertThat(StageOptions.known(99, Map.of("--data", "folder"))).isEmpty();
    }

    /** A stage has options beside these: where it listens, what it prints. */
    @Test
    void aStageHasThemSinceThen() throws IOException {
        for (Program stage : Programs.stages()) {
            Set<String> own = new TreeSet<>(stage.options());
            own.retainAll(StageOptions.names());
            for (String option : StageOptions.names()) {
                boolean known =
                        !StageOptions.known(stage.stage(), Map.of(option, "1")).isEmpty();
                assertThat(own.contains(option)).as(stage.name() + " " + option).isEqualTo(known);
            }
        }
    }
}
