package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.model.Fault;
import tenstages.loadgen.model.ModelServer;

/** The verb {@code class}, and the points of {@code check}. */
@Printing
class ClassCommandTest {
    @TempDir
    private Path folder;

    @Test
    void whatCheckPrintsClassReads() throws IOException {
        Files.writeString(folder.resolve("ada.json"), check("--format", "json").out());
        Typed typed = Typed.words("class", folder.toString());
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).contains("student", "ada", "1 of 1");
        assertThat(Typed.words("class", folder.toString(), "--format", "csv").out())
                .startsWith("student,stage,")
                .contains("\nada,1,1,");
    }

    @Test
    void aFileThatIsNoResultIsNamedAndNotFatal() throws IOException {
        Files.writeString(folder.resolve("ada.json"), check("--format", "json").out());
        Files.writeString(folder.resolve("b\u001bb.json"), "");
        Files.writeString(folder.resolve("cem.json"), "<html>");
        Typed typed = Typed.words("class", folder.toString());
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(typed.out()).contains("ada").doesNotContain("cem");
        assertThat(typed.err().lines())
                .containsExactly("not read: b b.json is empty", "not read: cem.json is no JSON, or not all of it");
    }

    @Test
    void manyFilesThatAreNoResultsAreNotAllNamed() throws IOException {
        for (int i = 0; i < 25; i++) {
            Files.writeString(folder.resolve(i + ".txt"), "");
        }
        Typed typed = Typed.words("class", folder.toString());
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.NOTHING_TESTED);
        assertThat(typed.err().lines()).hasSize(22);
        assertThat(typed.err()).contains("not read: 5 more", "no results in " + folder);
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void aFolderThatIsNoneIsWrongUsage() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(List.of(
                        Typed.words("class", folder.resolve("none").toString()),
                        Typed.words("class", file.toString()),
                        Typed.words("class", folder.toString(), "--points", "/none")))
                .allMatch(typed -> typed.exitCode() == ExitCodes.USAGE)
                .allMatch(typed -> typed.err().strip().lines().count() == 1);
    }

    /** A grade must not depend on what happens to be asked first. */
    @Test
    void whatIsGradedIsAskedToItsEnd() throws IOException {
        Path points = Files.writeString(folder.resolve("points"), "s01.echo 1\ns02 5\n");
        assertThat(wrong("--only", "s01.echo,s01.order").text()).contains("1 not run");
        Typed graded = wrong("--only", "s01.echo,s01.order", "--points", points.toString());
        assertThat(graded.text()).contains("1 passed, 1 failed", "Points: 0 of 1. Lost: s01.echo 1.");
        assertThat(wrong("--only", "s01.echo,s01.order", "--format", "gradescope")
                        .out())
                .contains("\"score\" : 1,", "\"output\" : \"FAIL: 1 passed, 1 failed");
    }

    @Test
    void pointsThatMakeNoSenseAreFoundOutBeforeAnythingIsAsked() throws IOException {
        Path points = Files.writeString(folder.resolve("points"), "s01.ehco 1\n");
        Typed typed = Typed.words("check", "1", "--cmd", "no-such-program {port}", "--points", points.toString());
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(typed.err().strip())
                .startsWith("--points: " + points + ", line 1: there is no item and no stage 's01.ehco'")
                .doesNotContain("\n");
        Files.writeString(points, "s02 3\n");
        assertThat(Typed.words("check", "1", "--cmd", "x {port}", "--points", points.toString())
                        .err())
                .startsWith("--points: none of the items that are asked has a point");
    }

    @Test
    void theSummaryOfAJobIsMarkdown() throws IOException {
        assertThat(check("--format", "markdown").out())
                .startsWith("## Stage 1: PASS\n")
                .contains("| pass | `s01.");
    }

    /** At stage 1, whose exam is over in a moment. */
    private static Typed check(String... words) throws IOException {
        return examined(1, new Fault[0], words);
    }

    private static Typed wrong(String... words) throws IOException {
        return examined(2, new Fault[] {Fault.KEEPS_CARRIAGE_RETURN}, words);
    }

    private static Typed examined(int stage, Fault[] faults, String... words) throws IOException {
        try (ModelServer server = ModelServer.start(stage, List.of(), faults)) {
            List<String> all = new ArrayList<>(List.of(
                    "check",
                    String.valueOf(stage),
                    "--target",
                    ":" + server.address().getPort()));
            all.addAll(List.of(words));
            return Typed.words(all.toArray(String[]::new));
        }
    }
}
