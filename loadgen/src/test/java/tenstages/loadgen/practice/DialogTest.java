package tenstages.loadgen.practice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class DialogTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void eachQuestionTakesALine() {
        Dialog dialog = dialog("  19 \n\nlast");

        assertThat(dialog.ask("How many? ")).contains("19");
        assertThat(dialog.ask("And now? ")).contains("");
        assertThat(dialog.ask("? ")).contains("last");
        assertThat(out.toString(UTF_8)).isEqualTo("How many? And now? ? ");
    }

    @Test
    void nobodyIsThereAnyMore() {
        assertThat(dialog("").ask("How many? ")).isEmpty();
    }

    private Dialog dialog(String answers) {
        return new Dialog(new BufferedReader(new StringReader(answers)), new PrintStream(out, true, UTF_8));
    }
}
