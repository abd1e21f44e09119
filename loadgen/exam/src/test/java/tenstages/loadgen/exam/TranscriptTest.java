package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TranscriptTest {
    private final Transcript transcript = new Transcript();

    @Test
    void linesAreFoundByTheirNumberWhateverThePieces() {
        add("one\ntw");
        add("o\n\nfo");
        assertThat(transcript.lines()).isEqualTo(3);
        assertThat(line(1)).isEqualTo("one\n");
        assertThat(line(2)).isEqualTo("two\n");
        assertThat(line(3)).isEqualTo("\n");
        assertThat(line(4)).isEqualTo("fo");
        assertThat(line(5)).isEmpty();
    }

    @Test
    void linesAreCountedAlsoWhenTheyAreNotKept() {
        add("x".repeat(8 * 1024 * 1024 - 1) + "\n");
        add("one more\n");
        assertThat(transcript.lines()).isEqualTo(2);
        assertThat(line(1)).hasSize(8 * 1024 * 1024);
        assertThat(line(2)).isEmpty();
    }

    private void add(String text) {
        transcript.add(text.getBytes(UTF_8));
    }

    private String line(long number) {
        return new String(transcript.line(number), UTF_8);
    }
}
