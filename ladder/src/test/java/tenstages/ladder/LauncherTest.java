package tenstages.ladder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.process.Programs;

/**
 * What {@code ./ten} builds and runs by itself: with a java that only tells, in a folder with the shape of the project.
 */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String BUILDER = "loadgen/servers/src/main/java/tenstages/loadgen/process/Build.java";
    private static final String JAVA =
            """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "17.0.1"' >&2; exit; fi
            case $1 in
              *Build.java)
                [ ! -e "$2/broken" ] || { echo 'ten: the build failed' >&2; exit 2; }
                [ ! -e "$2/slow" ] || { echo $$ >"$2/builder.new"; mv "$2/builder.new" "$2/builder"; exec sleep 300; }
                mkdir -p "$2/loadgen/target" && echo jar >"$2/loadgen/target/loadgen.jar" && echo "$3" >>"$2/built"
                exit ;;
            esac
            if [ "${TEN_COMMAND-}" = print ]; then
              case $4 in
                --help) echo 'Usage: ten start'; exit ;;
                none) echo 'there is no program' >&2; exit 3 ;;
              esac
              script='trap "echo drained; exit 7" INT; echo "it is $$"; [ -z "$1" ] || kill -INT $$'
              printf "'sh' '-c' '%s' 'sh' '%s'\\n" "$script" "${5-}"
              exit
            fi
            echo "ran $*"
            exit 42
            """;

    @TempDir
    private Path folder;

    private Path root;

    private record Ended(long pid, int exitCode, String out, String err) {}

    @BeforeEach
    void layOutAProject() throws IOException {
        root = Files.createDirectories(folder.resolve("a project"));
        program(folder.resolve("bin/java"), JAVA);
        program(root.resolve("ten"), Files.readString(Programs.root().resolve("ten")));
        for (String file :
                List.of(BUILDER, "loadgen/pom.xml", "loadgen/engine/pom.xml", "loadgen/src/test/java/A.java")) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), "");
        }
        Files.writeString(root.resolve("pom.xml"), "");
        assertThat(Programs.root().resolve(BUILDER)).exists();
    }

    @Test
    void loadgenIsBuiltOnceAndThenItRuns() throws Exception {
        Ended first = ten("break", "3");
        assertThat(first.out).startsWith("ran -jar ").endsWith("/a project/loadgen/target/loadgen.jar break 3\n");
        assertThat(first.exitCode).isEqualTo(42);
        ten("run", ":7001");
        assertThat(built()).containsExactly("loadgen");
    }

    @Test
    void whatHasChangedSinceIsBuiltAgain() throws Exception {
        ten("help");
        changed(root.resolve(BUILDER));
        ten("help");
        assertThat(built()).hasSize(2);
        changed(root.resolve("loadgen/src/test/java/A.java"));
        ten("help");
        assertThat(built()).hasSize(2);
        changed(root.resolve("loadgen/engine/pom.xml"));
        ten("help");
        changed(root.resolve("pom.xml"));
        ten("help");
        assertThat(built()).hasSize(4);
        Files.delete(root.resolve("loadgen/target/loadgen.jar"));
        ten("help");
        assertThat(built()).hasSize(5);
    }

    /** Of an interrupted build, or of one that another ten is still at. */
    @Test
    void halfAJarIsNotRun() throws Exception {
        ten("help");
        Files.writeString(root.resolve("loadgen/target/ten-sources.txt"), "building");
        ten("help");
        assertThat(built()).hasSize(2);
        Files.writeString(root.resolve("loadgen/target/ten-sources.txt"), "a digest 1 2");
        ten("help");
        assertThat(built()).hasSize(2);
    }

    @Test
    void nothingRunsWhereTheBuildFails() throws Exception {
        Files.writeString(root.resolve("broken"), "");
        Ended ended = ten("break", "3");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.out).isEmpty();
        assertThat(ended.err).isEqualTo("ten: the build failed\n");
    }

    @Test
    void aProgramThatIsStartedTakesThePlaceOfTheLauncher() throws Exception {
        Ended ended = ten("start", "10");
        assertThat(ended.out).isEqualTo("it is " + ended.pid + "\n");
        assertThat(ended.exitCode).isZero();
        Ended signalled = ten("start", "10", "a word");
        assertThat(signalled.out).isEqualTo("it is " + signalled.pid + "\ndrained\n");
        assertThat(signalled.exitCode).isEqualTo(7);
    }

    @Test
    void whatIsNoCommandIsShown() throws Exception {
        assertThat(ten("start", "--help").out).isEqualTo("Usage: ten start\n");
        Ended none = ten("start", "none");
        assertThat(none.exitCode).isEqualTo(3);
        assertThat(none.err).isEqualTo("there is no program\n");
        assertThat(none.out).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        program(folder.resolve("bin/java"), JAVA.replace("17.0.1", "11.0.1"));
        Ended ended = ten("tour");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err).contains("a JDK, 17 or newer, is needed").hasLineCount(1);
    }

    /** Else the builder would go on alone. */
    @Test
    void whoEndsTheLauncherEndsTheBuild() throws Exception {
        Files.writeString(root.resolve("slow"), "");
        Process ten = launcher("help").start();
        await().until(() -> Files.exists(root.resolve("builder")));
        ProcessHandle builder = ProcessHandle.of(
                        Long.parseLong(Files.readString(root.resolve("builder")).strip()))
                .orElseThrow();
        ten.destroy();
        await().until(() -> !builder.isAlive());
        assertThat(ten.waitFor()).isEqualTo(143);
    }

    /** Java takes it for the end of a path, and would find no class. */
    @Test
    void aFolderWithAColonIsToldInALine() throws Exception {
        root = Files.move(root, folder.resolve("a:b"));
        Ended ended = ten("help");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err).contains("the path of this folder has a ':'").hasLineCount(1);
        assertThat(root.resolve("built")).doesNotExist();
    }

    private ProcessBuilder launcher(String... words) {
        List<String> command = new ArrayList<>(List.of("sh", root.resolve("ten").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, bin) -> bin + path);
        return builder;
    }

    private Ended ten(String... words) throws Exception {
        ProcessBuilder builder = launcher(words);
        Path err = folder.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.pid(), process.waitFor(), out, Files.readString(err));
    }

    private List<String> built() throws IOException {
        return Files.readAllLines(root.resolve("built"));
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
