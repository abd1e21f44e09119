package tenstages.loadgen.practice.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.practice.Guide;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.process.ServerCommand;

/** A lesson with somebody who presses keys, each once he has read something. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LessonAtKeysTest {
    private static final int WIDTH = 80;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String NO_SERVER = "exit 1; #";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Step> steps = new ArrayDeque<>();

    @TempDir
    private Path folder;

    private Path watched;
    private Path builds;
    private Notebook notebook;

    private record Step(String awaited, char key) {}

    @BeforeEach
    void begin() throws IOException {
        watched = Files.createDirectory(folder.resolve("watched"));
        builds = folder.resolve("builds");
        notebook = new Notebook(folder.resolve("learn.json"));
    }

    @Test
    void aStageThatIsGreenIsPassedAndTheNextOneBegins() throws IOException {
        String command = ModelledServer.command(1, "none");
        press("Stage 2: nonblocking", 'q');
        run(command, "");

        assertThat(text()).contains("PASS: stage 1, 9 items.", "Our own stage 1 is explained in ", "Stage 2.");
        assertThat(progress(command, "").stage()).isEqualTo(2);
        assertThat(progress(command, "").duration(1)).isPresent();
    }

    @Test
    void allThatThereIsIsAskedBehindWhatIsRedAndNothingIsBuiltForThat() throws IOException {
        press("FAIL s01.empty-line", 'a');
        press("pass s01.unfinished-line", 'q');
        run(ModelledServer.command(1, "SKIPS_EMPTY_LINES"), "echo one >> " + builds);

        assertThat(text()).contains("all items of stages 1 to 1", "pass s01.unfinished-line");
        assertThat(builds).hasContent("one");
    }

    @Test
    void whatCouldNotBeBuiltIsBuiltWhateverIsPressed() throws IOException {
        press("exit code 4: echo one", 'a');
        press("exit code 4: echo one", 'q');
        run(NO_SERVER, "echo one >> " + builds + "; exit 4");

        assertThat(builds).hasContent("one\none");
    }

    @Test
    void hintsAreThoseOfTheStageOfWhatIsRedAndGoRound() throws IOException {
        progress(NO_SERVER, "").go(2, 0);
        progress(NO_SERVER, "").fail("s01.echo");
        press("exit code 1", 'h');
        press("Hint 1 of 3", 'h');
        press("Hint 2 of 3", 'h');
        press("Hint 3 of 3", 'h');
        press("Hint 1 of 3", 'q');
        run(NO_SERVER, "");

        assertThat(steps).isEmpty();
        String hint = Guide.of(1).hints().get(0);
        assertThat(text()).contains(words(Guide.plain(hint, WIDTH)));
    }

    @Test
    void whereNothingIsRedNothingIsSkipped() throws IOException {
        press("exit code 1", 's');
        press("Nothing is red that could be skipped.", 'q');
        run(NO_SERVER, "");

        assertThat(steps).isEmpty();
        assertThat(text()).doesNotContain("for now");
    }

    private void press(String awaited, char key) {
        steps.add(new Step(awaited, key));
    }

    private void run(String command, String build) throws IOException {
        Screen screen = new Screen(new PrintStream(out, true, UTF_8), WIDTH, line -> {}, path -> path, () -> false);
        new Lesson(project(command, build), notebook, screen, WIDTH)
                .run(listener -> Keys.of(new Hands(), true, listener));
    }

    private Progress progress(String command, String build) {
        return new Progress(notebook, project(command, build).key());
    }

    private Project project(String command, String build) {
        return new Project(
                folder,
                Optional.of(build).filter(line -> !line.isEmpty()),
                new ServerCommand(command, false),
                List.of(watched),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20));
    }

    private String text() {
        return words(out.toString(UTF_8));
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** What is awaited has to come after the last key; where it does not come, nothing is pressed any more. */
    private final class Hands extends InputStream {
        private int read;

        @Override
        public int read() {
            if (steps.isEmpty()) {
                return -1;
            }
            Step step = steps.peek();
            try {
                await().atMost(PATIENCE).until(() -> text().indexOf(step.awaited(), read) >= 0);
            } catch (ConditionTimeoutException e) {
                return -1;
            }
            read = text().indexOf(step.awaited(), read) + step.awaited().length();
            return steps.remove().key();
        }
    }
}
