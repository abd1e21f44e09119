package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.pains.MadeBreaking;
import tenstages.loadgen.pains.Scenario;

/** The verb {@code film} with scenarios that start no server. */
@Printing
class FilmCommandTest {
    @TempDir
    private Path folder;

    @Test
    void itSaysWhatBreakSaysAndWhereTheFilmIs() throws IOException {
        Path file = folder.resolve("film.html");
        Typed typed = film("1", "-o", file.toString());
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.text())
                .contains("break 1: a title", "PROVED: the pain shows on stage 1 and is gone on stage 2")
                .contains("The film: " + file);
        assertThat(Files.readString(file)).contains("<script", "\"format\":1", "stage01-blocking");
    }

    @Test
    void aBreakThatIsNotProvedHasAFilmToo() throws IOException {
        Path file = folder.resolve("film.json");
        Typed typed = film("2", "-o", file.toString());
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.text()).contains("BROKEN: the pain does not show on stage 2");
        JsonNode film = new ObjectMapper().readTree(file.toFile());
        assertThat(film.at("/title").asText()).isEqualTo("break 2: a title");
        assertThat(film.at("/films").findValuesAsText("name")).containsExactly("stage 2", "stage 3");
        assertThat(film.at("/period").asInt()).isEqualTo(10_000);
    }

    @Test
    void aServerOfOnesOwnIsTheThirdSide() throws IOException {
        Path file = folder.resolve("film.json");
        Typed typed = film("1", "--cmd", "my-server {port}", "-o", file.toString());
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.text()).contains("yours");
        JsonNode films = new ObjectMapper().readTree(file.toFile()).at("/films");
        assertThat(films.findValuesAsText("name")).containsExactly("stage 1", "stage 2", "yours");
        assertThat(films.at("/2/program").asText()).isEqualTo("my-server {port}");
    }

    @Test
    void aLiveFilmSaysWhereItIsAndIsWrittenToo() {
        Path file = folder.resolve("film.html");
        Typed typed = film("1", "--live", "-o", file.toString());
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out())
                .containsPattern("Live, in a browser on this machine: http://127\\.0\\.0\\.1:\\d+/\\R")
                .contains("The film: " + file);
        assertThat(file).exists();
    }

    @Test
    void aSessionIsNoBreak() {
        assertThat(film("1", "--server", "", "--live").err())
                .contains("--server: there is no break, so nothing for --cmd, --live or -o");
        assertThat(film("1", "--server", "--port 7001").err()).contains("--server: the port is not for you to choose");
        assertThat(FreeSession.words(" --workers 4  --hold-ms 10 "))
                .containsExactly("--workers", "4", "--hold-ms", "10");
        assertThat(FreeSession.words("")).isEmpty();
    }

    @Test
    void aBreakThatFailsBeforeAnythingIsFilmedHasNoFilm() {
        Path file = folder.resolve("film.html");
        Typed typed = film("3", "-o", file.toString());
        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("stage 3: no such server");
        assertThat(typed.text()).doesNotContain("The film");
        assertThat(file).doesNotExist();
    }

    @Test
    void wrongUsageIsOneLineThatNamesIt() {
        assertThat(film("1", "--cmd", " ").err()).contains("--cmd: is empty");
        assertThat(film("4").err()).contains("N: must be from 1 to 3, and not 4");
        Typed typed = film("1", "-o", folder.resolve("missing/film.html").toString());
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err().strip()).startsWith("-o: there is no folder ").doesNotContain("\n");
    }

    private static Typed film(String... words) {
        FilmCommand command = new FilmCommand(
                List.of(MadeBreaking.scenario(1, true), MadeBreaking.scenario(2, false), failing()),
                programs -> {},
                Duration.ZERO);
        return Typed.into(() -> Main.commandLine().addSubcommand("made", command), with("made", words));
    }

    private static Scenario failing() {
        return MadeBreaking.scenario(3, true, bench -> {
            throw new IOException("no such server");
        });
    }

    private static String[] with(String verb, String... words) {
        String[] all = new String[words.length + 1];
        all[0] = verb;
        System.arraycopy(words, 0, all, 1, words.length);
        return all;
    }
}
