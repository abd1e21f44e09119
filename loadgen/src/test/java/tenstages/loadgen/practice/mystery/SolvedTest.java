package tenstages.loadgen.practice.mystery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.practice.Notebook;

/** What somebody has solved, and what he is given next. */
class SolvedTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsSolvedIsNotGivenAgain() {
        Notebook notebook = new Notebook(folder.resolve("mystery.json"));
        List<Mystery> all = Level.LINES.mysteries();
        Mystery last = all.get(all.size() - 1);
        all.stream().filter(mystery -> mystery != last).forEach(mystery -> Solved.add(notebook, mystery));
        Solved.add(notebook, all.get(0));

        Solved solved = Solved.in(notebook);
        assertThat(solved.solved()).hasSize(all.size() - 1);
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            assertThat(Riddle.of(Level.LINES, solved.freshSeed(Level.LINES, random))
                            .answer())
                    .isEqualTo(last);
        }
    }

    @Test
    void whoHasSolvedAllIsGivenOneAgain() {
        Solved all = new Solved(Level.END.mysteries().stream().map(Mystery::id).toList());
        assertThat(all.freshSeed(Level.END, new Random(1))).isBetween(1L, 9999L);
    }

    @Test
    void aNotebookOfSomethingElseIsEmpty() throws IOException {
        Path file = folder.resolve("mystery.json");
        Files.writeString(file, "{}");
        assertThat(Solved.in(new Notebook(file)).solved()).isEmpty();
    }
}
