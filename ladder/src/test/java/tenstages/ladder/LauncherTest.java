package tenstages.ladder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.process.Detours;
import tenstages.loadgen.process.Stages;

/** What {@code ./ten} builds and runs, in a folder with the shape of the project and with a mvn and a java that only tell. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String JAVA =
            """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
            echo "ran $*"
            exit 42
            """;
    private static final String MVN =
            """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'Apache Maven 3.9.1'; exit; fi
            while [ "$1" != -pl ]; do shift; done
            echo "$2" >>built
            if [ -e broken ]; then
              echo '[ERROR] COMPILATION ERROR : '
              echo "[ERROR] $PWD/stage03-validation/src/main/java/Main.java:[7,1] ';' expected"
              echo '[INFO] 1 error'
              exit 1
            fi
            for module in loadgen $(echo "$2" | tr , ' '); do
              name=$(echo "$module" | tr / -)
              echo "[INFO] Building $name 1.0"
              mkdir -p "$module/target"
              echo jar >"$module/target/$name.jar"
            done
            """;

    @TempDir
    private Path folder;

    private Path root;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void layOutAProject() throws IOException {
        root = Files.createDirectories(folder.resolve("a project"));
        program(folder.resolve("bin/java"), JAVA);
        program(folder.resolve("bin/mvn"), MVN);
        program(root.resolve("ten"), Files.readString(Stages.folder(1).resolveSibling("ten")));
        source("loadgen");
        for (int stage : IntStream.rangeClosed(1, Stages.LAST).toArray()) {
            source(Stages.folder(stage).getFileName().toString());
        }
        source("beyond/kafka");
        source("beyond/speed");
        for (String detour : Detours.NAMES) {
            source("detours/" + detour);
        }
        Files.writeString(root.resolve("pom.xml"), "");
    }

    @Test
    void whatAVerbNeedsIsBuiltOnceAndThenTheProgramRuns() throws Exception {
        Ended first = ten("break", "3");
        assertThat(first.out).startsWith("ran -jar ").endsWith("/a project/loadgen/target/loadgen.jar break 3\n");
        assertThat(first.exitCode).isEqualTo(42);
        assertThat(first.err).contains("building loadgen …", "building stage03-validation …");
        assertThat(built()).containsExactly("loadgen,stage03-validation,stage04-shared-state");

        assertThat(ten("break", "3").err).isEmpty();
        ten("run", ":7001");
        assertThat(built()).hasSize(1);

        ten("sweep", "10");
        assertThat(built()).last().isEqualTo("stage10-shutdown");
        assertThat(ten("break", "10").err).contains("building beyond-kafka …");
        assertThat(built()).last().isEqualTo("beyond/kafka");
        ten("break", "11");
        assertThat(built()).hasSize(3);
        changed(root.resolve("beyond/kafka/src/main/java/Main.java"));
        ten("break", "11");
        assertThat(built()).hasSize(4).last().isEqualTo("beyond/kafka");
    }

    @Test
    void aTourNeedsAllStagesAndHelpNone() throws Exception {
        ten("tour", "--help");
        assertThat(built()).containsExactly("loadgen");
        ten("tour");
        assertThat(built().get(1).split(",", -1)).hasSize(Stages.LAST + 1).endsWith("beyond/kafka");
    }

    @Test
    void anExamNeedsItsStageUnlessTheServerIsAnotherOne() throws Exception {
        for (String words : List.of("--cmd x", "--cmd=x", "--target :1", "--list")) {
            ten(("check 5 " + words).split(" ", -1));
        }
        assertThat(built()).containsExactly("loadgen");
        ten("check", "05", "--all");
        assertThat(built()).last().isEqualTo("stage05-backpressure");
        ten("check", "--only", "s05", "10");
        assertThat(built()).last().isEqualTo("stage10-shutdown");
    }

    @Test
    void aRaceNeedsThoseWhoTakePart() throws Exception {
        ten("race", "mine=python3 server.py {port}", "-c", "10");
        assertThat(built()).containsExactly("loadgen");
        ten("race", "08", "thread-pool --threads 4", "-c", "10", "--work-ms=5", "speed");
        assertThat(built()).last().isEqualTo("detours/thread-pool,beyond/speed,stage08-sharding");
        // An older JDK has no virtual threads.
        ten("race", "-c", "10", "-d", "1s");
        assertThat(built())
                .last()
                .isEqualTo("detours/thread-per-connection,detours/work-stealing,stage04-shared-state");
        ten("race", "virtual-threads");
        assertThat(built()).hasSize(3);
        program(folder.resolve("bin/java"), JAVA.replace("17.0.1", "21.0.1"));
        ten("race", "virtual-threads");
        assertThat(built()).last().isEqualTo("detours/virtual-threads");
    }

    @Test
    void whatHasChangedSinceIsBuiltAgain() throws Exception {
        ten("break", "3");
        changed(root.resolve("stage03-validation/src/main/java/Main.java"));
        ten("break", "3");
        assertThat(built()).last().isEqualTo("stage03-validation");

        changed(root.resolve("stage03-validation/src/test/java/MainTest.java"));
        ten("break", "3");
        assertThat(built()).hasSize(2);

        Files.delete(root.resolve("stage04-shared-state/target/stage04-shared-state.jar"));
        ten("break", "3");
        assertThat(built()).last().isEqualTo("stage04-shared-state");

        changed(root.resolve("pom.xml"));
        ten("break", "3");
        assertThat(built()).last().isEqualTo("loadgen,stage03-validation,stage04-shared-state");
    }

    @Test
    void aBuildThatFailsIsToldInAFewLinesAndNothingRuns() throws Exception {
        Files.writeString(root.resolve("broken"), "");
        Ended ended = ten("break", "3");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.out).isEmpty();
        assertThat(ended.err)
                .contains("stage03-validation/src/main/java/Main.java:7: ';' expected")
                .contains("ten: the build failed")
                .doesNotContain("ran");

        Files.delete(root.resolve("broken"));
        assertThat(ten("break", "3").exitCode).isEqualTo(42);
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        program(folder.resolve("bin/java"), JAVA.replace("17.0.1", "11.0.1"));
        Ended ended = ten("tour");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err).contains("a JDK, 17 or newer, is needed").hasLineCount(1);
    }

    private Ended ten(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", root.resolve("ten").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, bin) -> bin + path);
        Path err = folder.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }

    private List<String> built() throws IOException {
        return Files.readAllLines(root.resolve("built"));
    }

    private void source(String module) throws IOException {
        for (String file : List.of("pom.xml", "src/main/java/Main.java", "src/test/java/MainTest.java")) {
            Path path = root.resolve(module).resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
        }
    }

    private static void changed(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
