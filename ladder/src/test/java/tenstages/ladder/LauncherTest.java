package tenstages.ladder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.SearchPath;

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
            letters=${1#-Dfile.encoding=}
            [ "$letters" = "$1" ] || shift
            case $1 in
              *Build.java)
                [ ! -e "$2/broken" ] || { echo 'ten: the build failed' >&2; exit 2; }
                [ ! -e "$2/slow" ] || { echo $$ >"$2/builder.new"; mv "$2/builder.new" "$2/builder"; exec sleep 300; }
                [ -z "${TEN_BUILD-}" ] || [ ! -e "$2/busy" ] || { echo 'ten: another ten is building' >&2; exit 2; }
                mkdir -p "$2/loadgen/target" && cp "$2/jar" "$2/loadgen/target/loadgen.jar" && echo "$3" >>"$2/built"
                exit ;;
              --list-modules) echo "${MODULES-jdk.compiler@17}"; exit ;;
            esac
            if [ "${TEN_COMMAND-}" ]; then
              echo '[0.01s][info] what a JVM writes by itself'
              case $4 in
                --help) echo 'Usage: ten start'; exit ;;
                none) echo 'there is no program' >&2; exit 3 ;;
              esac
              script='trap "echo drained; exit 7" TERM; echo "it is $$"; [ -z "$1" ] || kill -TERM $$'
              printf "'sh' '-c' '%s' 'sh' '%s'" "$script" "${5-}" >"$TEN_COMMAND"
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
        try (OutputStream jar = Files.newOutputStream(root.resolve("jar"))) {
            new JarOutputStream(jar, new Manifest()).close();
        }
        program(root.resolve("ten"), Files.readString(Programs.root().resolve("ten")));
        Files.createDirectories(root.resolve("loadgen"));
        Files.copy(Programs.root().resolve("loadgen/java.sh"), root.resolve("loadgen/java.sh"));
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
        Files.writeString(root.resolve("loadgen/target/loadgen.jar"), "PK and no more");
        ten("help");
        assertThat(built()).hasSize(3);
    }

    /** Then the times tell nothing, and the builder is asked. */
    @Test
    void aJarOfTheFutureIsDoubted() throws Exception {
        ten("help");
        Path jar = root.resolve("loadgen/target/loadgen.jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(7200)));
        ten("help");
        assertThat(built()).hasSize(2);
    }

    @Test
    void helpWaitsForNoOtherTen() throws Exception {
        Files.writeString(root.resolve("busy"), "");
        assertThat(ten("--help").exitCode).isEqualTo(2);
        Files.delete(root.resolve("busy"));
        ten("break", "3");
        Files.writeString(root.resolve("busy"), "");
        changed(root.resolve(BUILDER));
        assertThat(ten("break", "--help").out).endsWith("loadgen.jar break --help\n");
        assertThat(built()).hasSize(1);
        ten("break", "3");
        assertThat(built()).as("others wait").hasSize(2);
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
        assertThat(ended.out).endsWith("\nit is " + ended.pid + "\n");
        assertThat(ended.exitCode).isZero();
        Ended signalled = ten("start", "10", "a word");
        assertThat(signalled.out).endsWith("\nit is " + signalled.pid + "\ndrained\n");
        assertThat(signalled.exitCode).isEqualTo(7);
    }

    @Test
    void whatIsNoCommandIsShown() throws Exception {
        assertThat(ten("start", "--help").out).endsWith("\nUsage: ten start\n");
        Ended none = ten("start", "none");
        assertThat(none.exitCode).isEqualTo(3);
        assertThat(none.err).isEqualTo("there is no program\n");
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        program(folder.resolve("bin/java"), JAVA.replace("17.0.1", "11.0.1"));
        Ended ended = ten("tour");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err).contains("a JDK, 17 or newer, is needed").hasLineCount(1);
        program(folder.resolve("bin/java"), "#!/bin/sh\necho 'Picked up what is version \"99' >&2; exit 1");
        assertThat(ten("tour").err)
                .contains("is needed", "not one that runs: Picked up what is version \"99")
                .hasLineCount(1);
        program(folder.resolve("bin/java"), JAVA.replace("jdk.compiler@17", "java.base@17"));
        assertThat(ten("tour").err)
                .contains("a JDK is needed to build, and this is a JRE")
                .hasLineCount(1);
    }

    /** A JVM tells on stderr, and on stdout if it is told to, what nobody has asked for. */
    @Test
    void theVersionIsReadFromItsOwnLine() throws Exception {
        program(
                folder.resolve("bin/java"),
                JAVA.replace("then echo", "then echo 'Picked up JAVA_TOOL_OPTIONS: -Da= version \"1' >&2; echo"));
        assertThat(ten("help").exitCode).isEqualTo(42);
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

    /** Java takes them for the end of a path, and would find no class, or no resource. */
    @ParameterizedTest
    @ValueSource(strings = {"a:b", "wow!", "wow!/below"})
    void aFolderThatJavaCannotReadIsToldInALine(String name) throws Exception {
        Files.createDirectories(folder.resolve(name).getParent());
        root = Files.move(root, folder.resolve(name));
        Ended ended = ten("help");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err).contains("move this folder", "/" + name + ")").hasLineCount(1);
        assertThat(root.resolve("built")).doesNotExist();
    }

    /** Quotes, what a shell or a URL would read, letters beyond ASCII, and names that look like options. */
    @ParameterizedTest
    @ValueSource(strings = {"wow! wow", "-p", "-", "it's \"a\" $HOME `x`; # %41 \\ *", "naïve 日本"})
    void anyOtherFolderWillDo(String name) throws Exception {
        assumeThat(name).matches(LauncherTest::canBeAFile);
        root = Files.move(root, folder.resolve(name));
        Files.createSymbolicLink(folder.resolve("link"), Path.of(name, "ten"));
        assertThat(ten("list").out).isEqualTo("ran -jar " + root.toRealPath() + "/loadgen/target/loadgen.jar list\n");
        for (String path : List.of(name + "/ten", "./" + name + "/../" + name + "/ten", "./link", "link")) {
            Ended ended = ended(in(folder, "sh", "--", path, "list"));
            assertThat(ended.out).isEqualTo("ran -jar " + root.toRealPath() + "/loadgen/target/loadgen.jar list\n");
        }
        assertThat(built()).hasSize(1);
    }

    /** Else Java would find nothing there. */
    @Test
    void withoutALocaleThereIsOneOfUtf8() throws Exception {
        assumeThat("naïve").matches(LauncherTest::canBeAFile);
        root = Files.move(root, folder.resolve("naïve"));
        program(folder.resolve("bin/java"), JAVA.replace("ran $*", "ran in ${LC_ALL-} $letters"));
        locales("ANSI_X3.4-1968", "C\\nC.utf8\\nPOSIX");
        assertThat(ten("list").out).isEqualTo("ran in C.utf8 UTF-8\n");
        locales("UTF-8", "C\\nC.utf8");
        assertThat(ten("list").out).isEqualTo("ran in  UTF-8\n");
        locales("ISO-8859-1", "C\\nC.utf8");
        assertThat(ten("list").out).isEqualTo("ran in  -jar\n");
        locales("ANSI_X3.4-1968", "C\\nPOSIX");
        Ended ended = ten("list");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err).contains("without a UTF-8 locale", "/naïve)").hasLineCount(1);
        root = Files.move(root, folder.resolve("plain"));
        assertThat(ten("list").out).isEqualTo("ran in  -jar\n");
    }

    private void locales(String charmap, String all) throws IOException {
        String script = "#!/bin/sh\ncase $1 in charmap) echo " + charmap + " ;; -a) printf '" + all + "\\n' ;; esac\n";
        program(folder.resolve("bin/locale"), script);
    }

    /** Git for Windows makes them CRLF if it is not told otherwise, and a shell then runs nothing. */
    @Test
    void inACloneForWindowsLinesEndAsAShellNeedsThem() throws Exception {
        assumeThat(SearchPath.has("git")).isTrue();
        Path clone = Files.createDirectories(folder.resolve("clone"));
        Files.copy(Programs.root().resolve(".gitattributes"), clone.resolve(".gitattributes"));
        for (String name : List.of("ten", "A.java", "page.md", "recorded.json", "said.txt", "ten.cmd")) {
            Files.writeString(clone.resolve(name), "a line\n");
        }
        String git = "git init -q && git config core.autocrlf true && git add . && rm * && git checkout -q -- .";
        assertThat(ended(in(clone, "sh", "-c", git)).exitCode).isZero();
        for (String name : List.of("ten", "A.java", "page.md", "recorded.json", "said.txt")) {
            assertThat(clone.resolve(name)).hasBinaryContent("a line\n".getBytes(UTF_8));
        }
        assertThat(clone.resolve("ten.cmd")).hasBinaryContent("a line\r\n".getBytes(UTF_8));
    }

    private ProcessBuilder launcher(String... words) {
        List<String> command = new ArrayList<>(List.of("sh", root.resolve("ten").toString()));
        command.addAll(List.of(words));
        return in(folder, command.toArray(String[]::new));
    }

    private ProcessBuilder in(Path directory, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "LC_ALL"));
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, bin) -> bin + path);
        return builder;
    }

    private Ended ten(String... words) throws Exception {
        return ended(launcher(words));
    }

    private Ended ended(ProcessBuilder builder) throws Exception {
        Path err = folder.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.pid(), process.waitFor(), out, Files.readString(err));
    }

    private List<String> built() throws IOException {
        return Files.readAllLines(root.resolve("built"));
    }

    /** Not all in each locale. */
    private static boolean canBeAFile(String name) {
        return Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode(name);
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
