package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs as a shell sees them: what they print, and how they exit. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProgramTest {
    @TempDir
    private Path folder;

    /** How a program ended, and what it printed. */
    private record Ended(int exitCode, String out, String err) {}

    @Test
    void helpIsNoFailure() throws Exception {
        Ended server = run(Main.class, "-h");
        assertThat(server.exitCode).isZero();
        assertThat(server.out).contains("java -jar beyond-kafka.jar [OPTION]...", "--bootstrap", "7011");
        Ended cluster = run(Cluster.class, "--help");
        assertThat(cluster.exitCode).isZero();
        assertThat(cluster.out).contains("--brokers", "9092");
    }

    @Test
    void aMistakeOfTheUserIsToldInOneLine() throws Exception {
        Ended ended = run(Main.class, "--queue", "0");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err.lines())
                .containsExactly("--queue: must be from 1 to 16777216, not 0 (--help explains every option)");
    }

    @Test
    void anAddressThatIsNoneIsToldInOneLine() throws Exception {
        Ended ended = run(Main.class, "--port", "0", "--bootstrap", "nowhere");
        assertThat(ended.exitCode).isEqualTo(1);
        assertThat(ended.err.lines()).hasSize(1);
        assertThat(ended.err).startsWith("the log at nowhere (--bootstrap) does not serve: ");
        assertThat(ended.out).isEmpty();
    }

    @Test
    void aNameThatNobodyCouldUseIsToldInOneLine() throws Exception {
        Ended ended = run(Main.class, "--port", "0", "--data", folder.toString(), "--advertise", "a b");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err.lines())
                .containsExactly("--advertise: must be the name of a host (--help explains every option)");
        Ended cluster = run(Cluster.class, "--brokers", "3", "--port", "65534");
        assertThat(cluster.exitCode).isEqualTo(2);
        assertThat(cluster.err).startsWith("--port: must be from 0 to 65533, not 65534");
    }

    @Test
    void aFolderThatIsNoneIsToldInOneLine() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Ended ended = run(Main.class, "--port", "0", "--data", file.toString());
        assertThat(ended.exitCode).isEqualTo(1);
        assertThat(ended.err.lines()).hasSize(1);
        assertThat(ended.err).startsWith("cannot use the folder " + file + " (--data): ");
    }

    @Test
    void aFolderInUseIsToldInOneLine() throws Exception {
        Process holder = new ProcessBuilder(Program.command(LockHolder.class, folder.toString())).start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("held")));
            Ended ended = run(Main.class, "--port", "0", "--data", folder.toString());
            assertThat(ended.exitCode).isEqualTo(1);
            assertThat(ended.err.lines()).hasSize(1);
            assertThat(ended.err).contains(folder.toString(), "another one", "--data", "--bootstrap");
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void aBrokerThatDoesNotStartIsToldInOneLine() throws Exception {
        Files.createDirectories(folder.resolve("log"));
        Files.writeString(
                folder.resolve("log").resolve("meta.properties"), "version=1\\nnode.id=77\\ncluster.id=another\\n");
        Ended ended = run(Main.class, "--port", "0", "--data", folder.toString());
        assertThat(ended.exitCode).isEqualTo(1);
        assertThat(ended.err.lines()).hasSize(1);
        assertThat(ended.err).contains("the broker does not start: see " + folder.resolve("broker.log"));
        assertThat(folder.resolve("broker.log")).isNotEmptyFile();
    }

    @Test
    void aTakenPortOfABrokerIsToldInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());
            Ended ended = run(Cluster.class, "--brokers", "1", "--port", port, "--data", folder.toString());
            assertThat(ended.exitCode).isEqualTo(1);
            assertThat(ended.err.lines()).hasSize(1);
            assertThat(ended.err).startsWith("a broker cannot listen on port " + port + " (--port): ");
        }
    }

    private static Ended run(Class<?> program, String... options) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Program.command(program, options)).start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after a minute");
            }
            return new Ended(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes(), UTF_8),
                    new String(process.getErrorStream().readAllBytes(), UTF_8));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
