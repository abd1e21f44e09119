package tenstages.loadgen.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is seen of a process from outside. */
@Timeout(60)
class LookoutTest {
    private static final int PERIOD_MILLIS = 10;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private Process process;
    private Lookout lookout;

    @BeforeEach
    void onLinux() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "only Linux shows a server's threads to others");
    }

    @AfterEach
    void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        lookout.close();
    }

    @Test
    void whoWaitsDoesNotRun() throws IOException {
        start("exec sleep 300");
        Path name = Path.of("/proc/" + process.pid() + "/comm");
        await().until(() -> Files.readString(name).equals("sleep\n"));
        look(process.pid());
        await().until(() -> lines.stream().anyMatch(line -> line.startsWith("cpu ")));
        assertThat(lines.get(0)).startsWith("note seen from outside: ");
        assertThat(lines).contains("lane 0 other sleep", "cpu 0");
        assertThat(lines.get(lines.size() - 1)).matches("(\\d+ N -1|cpu 0)");
    }

    @Test
    void whoComputesRuns() throws IOException {
        start("while :; do :; done");
        look(process.pid());
        await().until(() -> lines.stream().anyMatch(line -> line.matches("cpu [1-9]\\d*")));
        assertThat(lines).anyMatch(line -> line.matches("\\d+ R -1"));
        process.destroyForcibly();
        await().until(() -> lines.get(lines.size() - 1).startsWith("end "));
    }

    /** The JVM of the test itself has many threads, and some of them have the same name. */
    @Test
    void threadsOfOneNameAreToldApart() {
        look(ProcessHandle.current().pid());
        await().until(() -> lines.stream().anyMatch(line -> line.startsWith("cpu ")));
        List<String> lanes = lines.stream()
                .filter(line -> line.startsWith("lane "))
                .map(line -> line.split(" ", 4)[3])
                .toList();
        assertThat(lanes).hasSizeGreaterThan(5).doesNotHaveDuplicates().anyMatch(lane -> lane.matches(".* \\d+"));
    }

    private void start(String command) throws IOException {
        process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void look(long pid) {
        lookout = new Lookout(pid, PERIOD_MILLIS, lines::add);
    }
}
