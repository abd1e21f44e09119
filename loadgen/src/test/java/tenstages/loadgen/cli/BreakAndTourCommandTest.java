package tenstages.loadgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.MadeBreaking;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.process.Build;
import tenstages.loadgen.process.Program;

/** The verbs {@code break} and {@code tour} with scenarios that start no server. */
@Printing
class BreakAndTourCommandTest {
    private static final Scenario HOLDS = MadeBreaking.scenario(1, true);
    private static final Scenario BREAKS = MadeBreaking.scenario(2, false);

    @TempDir
    private Path folder;

    @Test
    void aBreakThatIsProvedIsExitCode0() {
        Typed typed = breaking("1");
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.text())
                .contains("break 1: a title", "PROVED: the pain shows on stage 1 and is gone on stage 2")
                .contains("stage01-blocking stage02-nonblocking", "docs/stage02.md")
                .doesNotContain("BROKEN");
    }

    @Test
    void aBreakThatIsNotProvedIsExitCode1() {
        Typed typed = breaking("2");
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.text())
                .contains("BROKEN: the pain does not show on stage 2: a figure should be 1, and is five")
                .contains("BROKEN: the pain is not gone on stage 3: a figure should be 2, and is five")
                .doesNotContain("PROVED");
    }

    @Test
    void aBreakWritesAPageIfItIsAskedTo() throws IOException {
        Path page = folder.resolve("break.html");
        assertThat(breaking("1", "-o", page.toString()).exitCode()).isZero();
        assertThat(Files.readString(page)).contains("id=\"chart1\"", "One pain").doesNotContain("id=\"chart2\"");
    }

    @Test
    void asJsonABreakIsOneDocumentOnStdoutWithTheSameExitCode() throws IOException {
        Typed proved = breaking("1", "--format", "json");
        assertThat(proved.exitCode()).isZero();
        assertThat(document(proved.out()).at("/pains/0/verdict").asText()).isEqualTo("PROVED");
        Typed broken = breaking("2", "--format", "json");
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(document(broken.out()).at("/pains/0/verdict").asText()).isEqualTo("BROKEN");
        assertThat(broken.err()).contains("break 2: a title");
    }

    @Test
    void asJsonATourIsOneDocumentOnStdoutWithTheSameExitCode() throws IOException {
        List<String> json = List.of("--format", "json");
        Typed broken = tour(json, HOLDS, BREAKS);
        assertThat(broken.exitCode()).isEqualTo(1);
        JsonNode pains = document(broken.out()).get("pains");
        assertThat(pains.findValuesAsText("number")).containsExactly("1", "2");
        assertThat(pains.findValuesAsText("verdict")).containsExactly("PROVED", "BROKEN");
        assertThat(broken.err()).contains("BROKEN: the pain does not show on stage 2", "page.html");
        assertThat(tour(json, HOLDS).exitCode()).isZero();
        Typed cut = tour(json, HOLDS, failing(2));
        assertThat(cut.exitCode()).isEqualTo(1);
        assertThat(document(cut.out()).get("pains")).hasSize(1);
    }

    @Test
    void aFileForProgramsHasWhatTheyWouldReadOnStdout() throws IOException {
        Path file = folder.resolve("break.json");
        Typed typed = breaking("1", "-o", file.toString());
        assertThat(typed.out()).contains("PROVED").doesNotContain("{");
        assertThat(document(Files.readString(file)).at("/pains/0/number").asInt())
                .isEqualTo(1);
    }

    @Test
    void aPageHasTheFilmsOfItsBreaksAndAFileForProgramsHasNone() throws IOException {
        tour(HOLDS, BREAKS);
        assertThat(Files.readString(folder.resolve("page.html")))
                .contains("id=\"film1\"", "id=\"film2\"", "\"title\":\"break 2: a title\"");
        Path page = folder.resolve("break.html");
        breaking("2", "-o", page.toString());
        assertThat(Files.readString(page)).contains("id=\"film2\"").doesNotContain("id=\"film1\"");
        breaking("2", "-o", folder.resolve("break.json").toString());
        assertThat(Files.readString(folder.resolve("break.json"))).doesNotContain("\"films\"");
    }

    @Test
    void withoutACameraThePageHasNoFilmsAndALineSaysSo() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Films films = Films.of(folder.resolve("page.html"), new PrintStream(said, true, UTF_8), folder);
        assertThat(said.toString(UTF_8).strip())
                .startsWith("The page has no films: " + folder)
                .endsWith("build it with mvn -q package -DskipTests, or use ./ten")
                .doesNotContain("\n");
        assertThat(films.run(HOLDS, "").proved()).isTrue();
        assertThat(films.json()).isEmpty();
    }

    private static JsonNode document(String text) throws IOException {
        return new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(text);
    }

    @Test
    void aTourThatCannotRunABreakTellsWhatItHas() {
        Typed typed = tour(HOLDS, failing(2));
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.text()).contains("1 of 2 pains proved");
        assertThat(typed.err()).contains("break 2 could not be run: stage 2: no such server");
        Typed other = tour(failing(1), HOLDS);
        assertThat(other.text()).contains("1 of 2 pains proved");
        assertThat(other.err()).contains("break 1 could not be run: stage 1: no such server");
        assertThat(other.exitCode()).isEqualTo(1);
        Typed nothing = tour(failing(1), failing(2));
        assertThat(nothing.text()).doesNotContain("pains proved");
        assertThat(nothing.exitCode()).isEqualTo(3);
    }

    /** There is a file where a folder is to be. */
    @Test
    void aProgramThatCannotBeBuiltIsExitCode2AndOneLine() throws IOException {
        Files.createDirectory(folder.resolve("stage"));
        Files.createFile(folder.resolve("target"));
        Build build = new Build(folder, told -> {});
        BreakCommand command = new BreakCommand(List.of(HOLDS), programs -> build.bringUpToDate(List.of("stage")));
        Typed typed =
                Typed.into(() -> Main.commandLine().addSubcommand("built", command), "built", "1", "--format=TEXT");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err().strip())
                .startsWith("ten: cannot build (is the folder yours to write, and is there room?): ")
                .doesNotContain("\n");
    }

    /** It says so itself, which a build cannot. */
    @Test
    void aProgramThatNeedsANewerJavaIsNotBuilt() throws IOException {
        int newer = Runtime.version().feature() + 1;
        Needed.BUILT.areThere(
                List.of(new Program("no-such-folder", Path.of("nowhere"), 0, 0, 0, "", newer, "", "", "", "")));
    }

    @Test
    void theVerbHasAScenarioForEachStage() {
        assertThat(Typed.line("break 13").err()).contains("from 1 to 12");
        assertThat(Scenario.all()).extracting(Scenario::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void aTourIsExitCode0OnlyIfAllIsProved() {
        Typed typed = tour(HOLDS, MadeBreaking.scenario(2, true));
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.text()).contains("2 of 2 pains proved").doesNotContain("BROKEN");
    }

    @Test
    void aTourWithOnePainThatIsNotProvedIsExitCode1() {
        for (Scenario[] scenarios : new Scenario[][] {{HOLDS, BREAKS}, {BREAKS, HOLDS}}) {
            Typed typed = tour(scenarios);
            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.text())
                    .contains("1 of 2 pains proved")
                    .contains("the pain does not show on stage 2: a figure should be 1, and is five")
                    .contains("2 a figure five five BROKEN", "1 a figure five five proved");
        }
    }

    @Test
    void whatIsBrokenCountsMoreThanWhatCouldNotBeJudged() {
        Breaking proved = MadeBreaking.proved(HOLDS);
        Breaking busy =
                new Breaking(HOLDS, proved.names(), proved.outcomes(), proved.said(), List.of(), List.of(), "others");
        assertThat(ExitCodes.of(List.of(proved, busy))).isEqualTo(ExitCodes.BUSY);
        assertThat(ExitCodes.of(List.of(busy, MadeBreaking.broken(BREAKS)))).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void aTourWritesItsPageWhereItIsAskedTo() throws IOException {
        Typed typed = tour(HOLDS, BREAKS);
        assertThat(typed.out()).contains(folder.resolve("page.html").toString());
        String page = Files.readString(folder.resolve("page.html"));
        assertThat(page.contains("id=\"chart1\"") && page.contains("id=\"chart2\""))
                .isTrue();
    }

    @Test
    void aTourThatCannotWriteItsPageSaysSoBeforeItBegins() {
        Typed typed =
                Typed.words("tour", "-o", folder.resolve("missing/page.html").toString());
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().strip()).startsWith("-o: there is no folder ").doesNotContain("\n");
    }

    private static Scenario failing(int stage) {
        return MadeBreaking.scenario(stage, true, bench -> {
            throw new IOException("no such server");
        });
    }

    private static Typed breaking(String... words) {
        return Typed.into(
                () -> new CommandLine(new BreakCommand(List.of(HOLDS, BREAKS), programs -> {}))
                        .setCaseInsensitiveEnumValuesAllowed(true),
                words);
    }

    private Typed tour(Scenario... scenarios) {
        return tour(List.of(), scenarios);
    }

    private Typed tour(List<String> words, Scenario... scenarios) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("-o", folder.resolve("page.html").toString()));
        return Typed.into(
                () -> new CommandLine(new TourCommand(List.of(scenarios), programs -> {}))
                        .setCaseInsensitiveEnumValuesAllowed(true),
                all.toArray(String[]::new));
    }
}
