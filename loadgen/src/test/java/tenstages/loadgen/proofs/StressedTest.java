package tenstages.loadgen.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StressedTest {
    private static final Trial TRIAL = Claims.stressed("9").get(1);

    @Test
    void theTableOverAllConfigurationsIsRead() {
        Stressed stressed = Stressed.of(
                TRIAL,
                List.of(
                        "  RESULT  SAMPLES     FREQ       EXPECT  DESCRIPTION",
                        "      -1       11   <0.01%  Interesting  of one configuration",
                        "  Results across all configurations:",
                        "",
                        "  RESULT  SAMPLES     FREQ       EXPECT  DESCRIPTION",
                        "      -1       29   <0.01%  Interesting  processed, and never received",
                        "       0  988,890   99.97%   Acceptable  as it can be",
                        "       1        0    0.00%   Acceptable  as it can be"));
        assertThat(stressed.counts()).containsOnly(Map.entry("-1", 29L), Map.entry("0", 988_890L), Map.entry("1", 0L));
    }

    /** Its tables of each way to run come first, and then it may be ended. */
    @Test
    void theTableOfOneConfigurationIsNoResult() {
        Stressed stressed = Stressed.of(
                TRIAL,
                List.of(
                        "  RESULT  SAMPLES     FREQ       EXPECT  DESCRIPTION",
                        "      -1       11   <0.01%  Interesting  of one configuration"));
        assertThat(stressed.counts()).isEmpty();
    }

    @Test
    void whatHasNoTableHasNotFinishedAndSaysItsLastLines() {
        Stressed stressed = Stressed.of(TRIAL, List.of("FATAL: no space"));
        assertThat(stressed.counts()).isEmpty();
        assertThat(stressed.said()).containsExactly("FATAL: no space");
    }

    @Test
    void everythingThatIsStressedIsComparedWithAMistake() {
        for (String name : List.of("6", "7", "8", "9", "10", "speed")) {
            assertThat(Claims.stressed(name)).hasSize(2);
        }
        assertThat(Claims.stressed("channels")).isEmpty();
    }
}
