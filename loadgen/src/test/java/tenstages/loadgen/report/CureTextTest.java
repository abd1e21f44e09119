package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CureTextTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10})
    void eachStageHasACureThatFitsTheTerminal(int stage) throws IOException {
        String text = CureText.of(stage, 60);

        assertThat(text).contains("Our stage " + stage, "stage " + (stage - 1)).containsPattern("(?m)^ {4}\\+ ");
        assertThat(text.lines()).allMatch(line -> line.length() <= 60);
        assertThat(CureText.wholeDiff(stage))
                .startsWith("git diff --no-index stage")
                .endsWith("src/main");
    }
}
