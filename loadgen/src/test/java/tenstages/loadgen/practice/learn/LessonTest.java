package tenstages.loadgen.practice.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.practice.Notebook;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerCommand;

@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LessonTest {
    private static final int WIDTH = 80;
    private static final String ECHO = JavaCommand.java() + " -cp '" + System.getProperty("java.class.path")
            + "' tenstages.loadgen.cli.QuietEcho {port}";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Notebook notebook;

    @BeforeEach
    void begin() {
        notebook = new Notebook(folder.resolve("learn.json"));
    }

    @Test
    void aRedItemIsToldWithAllThatHelpsAndRemembered() throws IOException {
        assertThat(lesson(ECHO, "").once()).isEqualTo(Lesson.End.RED);

        assertThat(text()).contains("Stage 1: blocking", "FAIL s01.echo", "received x\\r\\r", "likely ", "hint ");
        assertThat(new Progress(notebook, project(ECHO, "").key()).red()).isEqualTo("s01.echo");
    }

    @Test
    void theRedItemIsAskedFirstTheNextTime() throws IOException {
        new Progress(notebook, project(ECHO, "").key()).fail("s01.carriage-return");

        assertThat(lesson(ECHO, "").once()).isEqualTo(Lesson.End.RED);

        assertThat(text()).contains("FAIL s01.carriage-return").doesNotContain("s01.echo");
    }

    @Test
    void anItemThatWasGreenIsSaidToHaveBeenSo() throws IOException {
        new Progress(notebook, project(ECHO, "").key()).pass("s01.echo", 1, 0);

        lesson(ECHO, "").once();

        assertThat(text()).contains("It was green before.");
    }

    @Test
    void onTheFastTrackAllThatIsRedIsTold() throws IOException {
        new Progress(notebook, project(ECHO, "").key()).fast(true);

        assertThat(lesson(ECHO, "").once()).isEqualTo(Lesson.End.RED);

        assertThat(text()).contains("FAIL s01.echo ", "pass s01.order ", "FAIL s01.carriage-return:");
    }

    @Test
    void aBuildThatFailsIsToldInTheCompilersWords() throws IOException {
        assertThat(lesson(ECHO, "echo one; echo 'a.c:1: error: two' >&2; exit 4")
                        .once())
                .isEqualTo(Lesson.End.STUCK);

        assertThat(text())
                .contains("the build ended with exit code 4: ", "a.c:1: error: two")
                .doesNotContain("s01");
    }

    @Test
    void aBuildThatHangsHasALimit() throws IOException {
        assertThat(lesson(ECHO, "sleep 300").once()).isEqualTo(Lesson.End.STUCK);

        assertThat(text()).contains("the build was not over after 2 s: sleep 300");
    }

    @Test
    void aServerThatDoesNotStartIsToldInItsOwnWords() throws IOException {
        assertThat(lesson("echo 'unknown option --queue' >&2; exit 7; #", "").once())
                .isEqualTo(Lesson.End.STUCK);

        assertThat(text())
                .contains("ended with exit code 7 before it listened", "unknown option --queue", "likely: It does not");
    }

    @Test
    void ofALongStoryTheEndIsTold() throws IOException {
        lesson("for i in $(seq 20); do echo line $i, >&2; done; exit 7; #", "").once();

        assertThat(text()).contains("line 7,", "line 20,").doesNotContain("line 6,");
    }

    @Test
    void whatIsOlderIsAskedOnceTheStageIsGreen() throws IOException {
        String command = ModelledServer.command(2, "ECHO_CUTS_AT_NUL");
        new Progress(notebook, project(command, "").key()).go(2, 0);

        assertThat(lesson(command, "").once()).isEqualTo(Lesson.End.RED);

        assertThat(text()).contains("pass s02.", "FAIL s01.echo").doesNotContain("FAIL s02.");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() throws IOException {
        Path gone = folder.resolve("gone");
        Project project = new Project(
                gone, Optional.of("true"), command(ECHO), List.of(gone), Duration.ofSeconds(5), Duration.ofSeconds(2));

        assertThat(new Lesson(project, notebook, screen(), WIDTH).once()).isEqualTo(Lesson.End.STUCK);

        assertThat(text()).contains("the folder " + gone + " is not there");
    }

    private Lesson lesson(String command, String build) {
        return new Lesson(project(command, build), notebook, screen(), WIDTH);
    }

    private Project project(String command, String build) {
        return new Project(
                folder,
                Optional.of(build).filter(line -> !line.isEmpty()),
                command(command),
                List.of(folder),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
    }

    private static ServerCommand command(String text) {
        return new ServerCommand(text, false);
    }

    private Screen screen() {
        return new Screen(new PrintStream(out, true, UTF_8), WIDTH, line -> {}, path -> path, () -> false);
    }

    private String text() {
        return out.toString(UTF_8).replaceAll("\\s+", " ");
    }
}
