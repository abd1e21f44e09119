package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one list of the project's programs, beside the folders it is made from. */
class ProgramsTest {
    @Test
    void theStagesAreTheTenInTheirOrder() throws IOException {
        assertThat(Programs.stages())
                .extracting(Program::stage)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 10).boxed().toList());
        assertThat(Programs.all()).extracting(Program::name).startsWith("stage01-blocking", "stage02-nonblocking");
        assertThat(Programs.all()).extracting(Program::name).contains("beyond/kafka", "beyond/http", "beyond/speed");
    }

    /** A new folder is a new program. */
    @Test
    void everyFolderOfTheDetoursIsAProgram() throws IOException {
        List<String> folders = new ArrayList<>();
        for (String parent : List.of("beyond", "detours")) {
            try (DirectoryStream<Path> found =
                    Files.newDirectoryStream(Programs.root().resolve(parent))) {
                found.forEach(folder -> folders.add(parent + "/" + folder.getFileName()));
            }
        }
        assertThat(Programs.all())
                .filteredOn(program -> program.stage() == 0)
                .extracting(Program::name)
                .containsExactlyInAnyOrderElementsOf(folders);
    }

    /** A new program is named in the project's pom: to be built, and to be there when all are tested. */
    @Test
    void theProjectBuildsEveryProgramAndTestsItsJar() throws IOException {
        String pom = Files.readString(Programs.root().resolve("pom.xml"));
        for (Program program : Programs.all()) {
            assertThat(pom).contains("<module>" + program.name() + "</module>");
            assertThat(pom)
                    .as("a profile all-programs")
                    .contains("<artifactId>" + program.name().replace('/', '-') + "</artifactId>");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4, stage04-shared-state, stage 4, 4",
        "04, stage04-shared-state, stage 4, 4",
        "10, stage10-shutdown, stage 10, 10",
        "kafka, beyond/kafka, beyond/kafka, kafka",
        "beyond/kafka, beyond/kafka, beyond/kafka, kafka",
        "thread-pool, detours/thread-pool, thread-pool, thread-pool",
        "stage01-blocking, stage01-blocking, stage 1, 1"
    })
    void aProgramIsFoundByWhatPeopleType(String typed, String name, String called, String shortName)
            throws IOException {
        Program program = Programs.named(typed);
        assertThat(program.name()).isEqualTo(name);
        assertThat(program.called()).isEqualTo(called);
        assertThat(program.shortName()).isEqualTo(shortName);
        assertThat(program.folder()).isEqualTo(Programs.root().resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "", "stage", "4 ", "Kafka", "../stage01-blocking", "004"})
    void nobodyElseIsFound(String typed) throws IOException {
        assertThat(Programs.find(typed)).isEmpty();
        assertThatThrownBy(() -> Programs.named(typed))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("there is no program '" + typed + "' in ")
                .hasMessageContaining("./ten list");
    }

    @Test
    void whatIsKnownOfAProgramStandsInItsPom() throws IOException {
        Program pool = Programs.named("thread-pool");
        assertThat(pool.port()).isEqualTo(7022);
        assertThat(pool.promises()).isEqualTo(4);
        assertThat(pool.stage()).isZero();
        assertThat(pool.isServer()).isTrue();
        assertThat(pool.page()).isEqualTo("docs/detours.md");
        assertThat(pool.before().orElseThrow().name()).isEqualTo("detours/thread-per-connection");
        assertThat(pool.jar()).isEqualTo(pool.folder().resolve("target/detours-thread-pool.jar"));
        assertThat(Programs.named("channels").isServer()).isFalse();
        assertThat(Programs.named("channels").speaksLines()).isFalse();
        assertThat(pool.speaksLines()).isTrue();
        assertThat(Programs.named("http").isServer()).isTrue();
        assertThat(Programs.named("http").speaksLines()).isFalse();
        assertThat(Programs.stage(5).page()).isEqualTo("docs/stage05.md");
        assertThat(Programs.stage(5).before().orElseThrow().stage()).isEqualTo(4);
        assertThat(Programs.stage(1).before()).isEmpty();
        assertThat(Programs.named("kafka").before().orElseThrow().stage()).isEqualTo(10);
        assertThat(Programs.named("virtual-threads").java()).isEqualTo(21);
        assertThat(Programs.stage(1).java()).isEqualTo(17);
        assertThat(Programs.stage(5).description()).contains("queue");
    }

    @Test
    void aProgramRunsOnItsOldestJavaAndOnAnyNewerOne() {
        int here = Runtime.version().feature();
        assertThat(needing(here).whyNot()).isEmpty();
        assertThat(needing(here - 1).whyNot()).isEmpty();
        assertThatThrownBy(needing(here + 1)::builtJar)
                .isInstanceOf(IOException.class)
                .hasMessage("stage 1: it needs Java " + (here + 1) + " or newer, and this is Java " + here);
    }

    private static Program needing(int java) {
        return new Program("stage01-blocking", Path.of("nowhere"), 1, 1, 7001, "", java, "", "", "", "");
    }

    @Test
    void everyProgramHasItsPagesAndADescription() throws IOException {
        for (Program program : Programs.all()) {
            assertThat(Programs.root().resolve(program.page())).exists();
            assertThat(program.folder().resolve("README.md")).exists();
            assertThat(program.description()).isNotBlank();
        }
    }

    /** A copy that keeps the name of its original cannot be built beside it. */
    @Test
    void everyArtifactIsCalledAsItsFolder() throws IOException {
        for (Program program : Programs.all()) {
            assertThat(program.folder().resolve("pom.xml"))
                    .content()
                    .contains("<artifactId>" + program.name().replace('/', '-') + "</artifactId>");
        }
    }

    @Test
    void everyServerSaysWhereItListensAndWhatItPromises() throws IOException {
        for (Program program : Programs.all()) {
            if (program.mainClass().equals("tenstages.server.Main")) {
                assertThat(program.port()).as(program.name() + ": port").isBetween(7001, 7999);
                assertThat(program.promises()).as(program.name() + ": stage").isBetween(1, 10);
                if (program.stage() != 1) {
                    assertThat(program.before())
                            .as(program.name() + ": follows")
                            .isPresent();
                }
            }
        }
    }

    @Test
    void noTwoServersHaveThePortInCommon() throws IOException {
        assertThat(Programs.all().stream().filter(Program::isServer).map(Program::port))
                .doesNotHaveDuplicates();
        assertThat(Programs.stages()).allMatch(stage -> stage.port() == 7000 + stage.stage());
    }

    @Test
    void aProgramTakesTheOptionsThatItsSourcesHave() throws IOException {
        Map<String, String> options = Map.of("--stripes", "4", "--data", "d", "--bootstrap", "b", "--queue", "9");
        assertThat(Programs.stage(10).known(options)).containsExactly("--queue", "9", "--stripes", "4");
        assertThat(Programs.named("speed").known(options)).containsExactly("--queue", "9", "--stripes", "4");
        assertThat(Programs.named("kafka").known(options))
                .containsExactly("--bootstrap", "b", "--data", "d", "--queue", "9", "--stripes", "4");
        assertThat(Programs.stage(1).known(options)).isEmpty();
    }
}
