package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is built and when, in a folder with the shape of the project and with a mvn that only tells. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisabledOnOs(OS.WINDOWS)
class BuildTest {
    private static final String MVN =
            """
            if [ "$1" = -version ]; then echo "${VERSION:-Apache Maven 3.9.1}"; exit; fi
            echo "$*" >words
            while [ "$1" != -pl ]; do shift; done
            echo "$2" >>built
            if [ -e broken ]; then
              echo '[ERROR] COMPILATION ERROR : '
              echo "[ERROR] $PWD/one/src/main/java/Main.java:[7,1] ';' expected"
              echo '[INFO] 1 error'
              exit 1
            fi
            for module in $(echo "$2" | tr , ' '); do
              name=$(echo "$module" | tr / -)
              echo "[INFO] Building $name 1.0"
              mkdir -p "$module/target"
              [ ! -e "$module/target/$name.jar" ] || echo "the old jar is still there"
              cp ../jar "$module/target/$name.jar"
              [ ! -e slow ] || touch -t 203801010000 "$module/target/$name.jar"
            done
            """;

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private Path root;
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void layOutAProject() throws IOException {
        root = Files.createDirectories(folder.resolve("a project"));
        Files.writeString(folder.resolve("mvn"), MVN);
        try (OutputStream jar = Files.newOutputStream(folder.resolve("jar"))) {
            new JarOutputStream(jar, new Manifest()).close();
        }
        Files.writeString(root.resolve("pom.xml"), "");
        for (String module : List.of("one", "deep/two")) {
            for (String file :
                    List.of("pom.xml", "README.md", "src/main/java/Main.java", "src/test/java/MainTest.java")) {
                Path path = root.resolve(module).resolve(file);
                Files.createDirectories(path.getParent());
                Files.writeString(path, "");
            }
        }
    }

    @Test
    void whatIsNotBuiltIsBuiltOnceAndTold() throws IOException {
        build("one", "deep/two");
        assertThat(built()).containsExactly("one,deep/two");
        assertThat(told).containsExactly("building one …", "building deep-two …");
        build("one", "deep/two");
        build("deep/two");
        assertThat(built()).hasSize(1);
    }

    /** On WSL, and after a suspended machine wakes up, what was saved last may look older. */
    @Test
    void aChangeIsSeenWhateverTheClockSays() throws IOException {
        build("one", "deep/two");
        Path source = root.resolve("one/src/main/java/Main.java");
        Files.writeString(source, "changed");
        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
        build("one", "deep/two");
        assertThat(built()).last().isEqualTo("one");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(3600)));
        build("one", "deep/two");
        assertThat(built()).as("the same text with another time").hasSize(2);
    }

    @Test
    void sourcesAreThePomsAndWhatIsBelowSrcMain() throws IOException {
        build("one");
        for (String file : List.of("one/src/test/java/MainTest.java", "one/README.md", "deep/two/pom.xml")) {
            Files.writeString(root.resolve(file), "changed");
        }
        build("one");
        assertThat(built()).hasSize(1);
        Files.writeString(root.resolve("one/pom.xml"), "changed");
        build("one");
        assertThat(built()).hasSize(2);
        Files.writeString(root.resolve("pom.xml"), "changed");
        build("one");
        assertThat(built()).hasSize(3);
        Files.writeString(root.resolve("one/src/main/java/New.java"), "");
        build("one");
        assertThat(built()).hasSize(4);
        Files.delete(root.resolve("one/src/main/java/New.java"));
        build("one");
        assertThat(built()).hasSize(5);
    }

    @Test
    void whatSomebodyElseHasBuiltIsKnownByItsTime() throws IOException {
        Path jar = root.resolve("one/target/one.jar");
        Files.createDirectories(jar.getParent());
        Files.copy(folder.resolve("jar"), jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
        build("one");
        assertThat(root.resolve("built")).doesNotExist();
        Files.setLastModifiedTime(
                root.resolve("one/src/main/java/Main.java"),
                FileTime.from(Instant.now().plusSeconds(10)));
        build("one");
        assertThat(built()).containsExactly("one");
    }

    @Test
    void halfAJarIsNotTakenForAWholeOne() throws IOException {
        Files.writeString(root.resolve("broken"), "");
        assertThatThrownBy(() -> build("one")).isInstanceOf(Build.Failure.class);
        // What an interrupted Maven leaves behind: a jar that lacks the libraries.
        Files.copy(folder.resolve("jar"), root.resolve("one/target/one.jar"));
        Files.delete(root.resolve("broken"));
        build("one");
        assertThat(built()).hasSize(2);
    }

    /** By a disk that was full, or a copy that was interrupted. */
    @Test
    void aJarThatWasCutIsBuiltAgain() throws IOException {
        Path jar = root.resolve("one/target/one.jar");
        build("one");
        FileTime time = Files.getLastModifiedTime(jar);
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
        Files.setLastModifiedTime(jar, time);
        build("one");
        assertThat(built()).hasSize(2);
        assertThat(jar).hasBinaryContent(whole);
    }

    /** Maven does not compile what looks older than its class. */
    @Test
    void whatIsBuiltIsCompiledWhateverTheClockSays() throws IOException {
        Path compiled = root.resolve("one/part/target/classes/Main.class");
        Files.createDirectories(compiled.getParent());
        Files.writeString(compiled, "");
        build("one");
        assertThat(Files.getLastModifiedTime(compiled)).isEqualTo(FileTime.from(Instant.EPOCH));
    }

    @Test
    void whereNothingCanBeWrittenALineSaysSo() throws IOException {
        Files.writeString(root.resolve("target"), "a file and no folder");
        assertThatThrownBy(() -> build("one"))
                .isInstanceOf(Build.Failure.class)
                .hasMessageStartingWith("cannot build (is the folder yours to write, and is there room?): ")
                .hasMessageEndingWith("/a project/target");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsToldInALine() throws IOException {
        Files.createDirectories(root.resolve("target"));
        Path log = Files.createSymbolicLink(root.resolve("target/ten-build.log"), Path.of("/dev/full"));
        assertThatThrownBy(() -> build("one"))
                .isInstanceOf(Build.Failure.class)
                .hasMessageEndingWith("No space left on device");
        Files.delete(log);
    }

    /** A program that runs keeps the file that it has open. */
    @Test
    void theOldJarIsGoneBeforeTheNewOneIsWritten() throws IOException {
        build("one");
        Files.writeString(root.resolve("one/pom.xml"), "changed");
        build("one");
        assertThat(root.resolve("target/ten-build.log")).content().doesNotContain("still there");
    }

    @Test
    void aBuildThatFailsIsToldInAFewLines() throws IOException {
        Files.writeString(root.resolve("broken"), "");
        assertThatThrownBy(() -> build("one"))
                .isInstanceOf(Build.Failure.class)
                .hasMessageStartingWith("the build failed: fix these errors, and try again")
                .hasMessageEndingWith("\none/src/main/java/Main.java:7: ';' expected")
                .hasMessageContaining("ten-build.log");
    }

    @Test
    void aMavenThatIsMissingOrOldIsNamed() {
        Build without = new Build(root, List.of(folder.resolve("no-such-mvn").toString()), LONG, told::add);
        assertThatThrownBy(() -> without.bringUpToDate(List.of("one")))
                .isInstanceOf(Build.Failure.class)
                .hasMessageContaining("Maven, 3.8 or newer, is needed")
                .hasMessageContaining("mvn does not run");
        Build old = new Build(root, List.of("sh", "-c", "echo Apache Maven 3.6.3"), LONG, told::add);
        assertThatThrownBy(() -> old.bringUpToDate(List.of("one"))).hasMessageContaining("mvn is 3.6");
        assertThat(root.resolve("one/target/one.jar")).doesNotExist();
    }

    /** What was saved meanwhile must look newer to the launcher, which goes by the times. */
    @Test
    void aJarIsAsOldAsTheBeginningOfItsBuild() throws IOException {
        Files.writeString(root.resolve("slow"), "");
        build("one");
        assertThat(Files.getLastModifiedTime(root.resolve("one/target/one.jar")))
                .isLessThanOrEqualTo(FileTime.from(Instant.now()));
    }

    @Test
    void anOldMavenIsGivenTheWordsThatNewerOnesReadThemselves() throws Exception {
        assertThat(wordsFor("Apache Maven 3.8.7")).endsWith("-am -pl one --offline -T1");
        assertThat(wordsFor("Apache Maven 3.9.1")).endsWith("-am -pl one");
    }

    private String wordsFor(String version) throws Exception {
        Files.deleteIfExists(root.resolve("one/target/one.jar"));
        ProcessBuilder ten = builder();
        ten.environment().putAll(Map.of("VERSION", version, "MAVEN_ARGS", " --offline  -T1"));
        assertThat(ten.start().waitFor()).isZero();
        return Files.readString(root.resolve("words")).strip();
    }

    @Test
    void oneBuildAtATime() throws Exception {
        Process other = lockHolder();
        Thread waiting = buildBehind();
        assertThat(root.resolve("built")).doesNotExist();
        // However its owner ends: the system takes the lock back.
        other.destroyForcibly().waitFor();
        waiting.join();
        assertThat(built()).containsExactly("one");
    }

    @Test
    void whatAnotherTenHasBuiltMeanwhileIsNotBuiltAgain() throws Exception {
        Process other = lockHolder();
        Thread waiting = buildBehind();
        Path jar = Files.createDirectories(root.resolve("one/target")).resolve("one.jar");
        Files.copy(folder.resolve("jar"), jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
        other.destroyForcibly().waitFor();
        waiting.join();
        assertThat(root.resolve("built")).doesNotExist();
    }

    /** It may have been stopped by a Ctrl+Z. */
    @Test
    void nobodyWaitsForEver() throws Exception {
        Process other = lockHolder();
        List<String> mvn = List.of("sh", folder.resolve("mvn").toString());
        assertThatThrownBy(() -> new Build(root, mvn, Duration.ZERO, told::add).bringUpToDate(List.of("one")))
                .isInstanceOf(Build.Failure.class)
                .hasMessageContaining("another ten is building");
        assertThat(told).isEmpty();
        other.destroyForcibly().waitFor();
    }

    /** Another process that has the lock. */
    private Process lockHolder() throws IOException {
        Files.createDirectories(root.resolve("target"));
        Process other = new ProcessBuilder(
                        JavaCommand.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        root.resolve("target/ten-build.lock").toString())
                .start();
        assertThat(other.inputReader().readLine()).isEqualTo("locked");
        return other;
    }

    /** A build that waits for the lock. */
    private Thread buildBehind() {
        Thread waiting = new Thread(() -> {
            try {
                build("one");
            } catch (IOException e) {
                told.add(e.getMessage());
            }
        });
        waiting.start();
        Awaitility.await().until(() -> told.contains("waiting for another ten to finish building …"));
        return waiting;
    }

    /** Else it would go on writing jars, and the lock is free for another one. */
    @Test
    void whenTenIsEndedMavenEndsToo() throws Exception {
        Path pid = root.resolve("pid");
        Files.writeString(
                folder.resolve("mvn"),
                "if [ \"$1\" = -version ]; then echo Apache Maven 3.9.1; exit; fi\necho $$ >'" + pid + ".new' && mv '"
                        + pid + ".new' '" + pid + "'; exec sleep 300\n");
        Process ten = builder().start();
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> Files.exists(pid));
        ProcessHandle maven =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        ten.destroy();
        ten.waitFor();
        Awaitility.await().until(() -> !maven.isAlive());
    }

    private ProcessBuilder builder() {
        return new ProcessBuilder(
                JavaCommand.java(),
                "-cp",
                System.getProperty("java.class.path"),
                Builder.class.getName(),
                root.toString(),
                folder.resolve("mvn").toString());
    }

    /** A program that builds a module with the given mvn. */
    static final class Builder {
        private Builder() {}

        public static void main(String[] arguments) throws IOException {
            new Build(Path.of(arguments[0]), List.of("sh", arguments[1]), LONG, System.err::println)
                    .bringUpToDate(List.of("one"));
        }
    }

    /** A program that takes a lock and keeps it. */
    static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (FileChannel file = FileChannel.open(
                            Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                System.out.println(lock.isValid() ? "locked" : "not locked");
                Thread.currentThread().join();
            }
        }
    }

    private void build(String... modules) throws IOException {
        new Build(root, List.of("sh", folder.resolve("mvn").toString()), LONG, told::add)
                .bringUpToDate(List.of(modules));
    }

    private List<String> built() throws IOException {
        return Files.readAllLines(root.resolve("built"));
    }
}
