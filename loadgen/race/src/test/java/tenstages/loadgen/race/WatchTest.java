package tenstages.loadgen.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.process.EchoProgram;
import tenstages.loadgen.process.ProcessFigures;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.process.Switches;

/** Isolated, because it looks for threads by their name. */
@Isolated
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchTest {
    private static final long LONG_TEXT = 8 << 20;

    @BeforeEach
    void awaitTheEndOfOthers() {
        await().until(() -> watchers() == 0);
    }

    @Test
    void whatIsSeenOfAProcessIsKnownAndTheWatchEndsByItself() throws Exception {
        try (Server server = EchoProgram.start()) {
            Watch watch = new Watch(server, Duration.ofMillis(500));
            assertThat(watch.seen()).isEqualTo(new Watch.Seen(0, 0, Double.NaN));
            watch.begin();
            watch.begin();
            assertThat(watchers()).isLessThanOrEqualTo(2);
            await().until(() -> watchers() == 0);
            assertThat(watch.seen().residentBytes()).isPositive();
            assertThat(watch.seen().threads()).isPositive();
        }
    }

    /** By then its clients may have left, and its threads ended. */
    @Test
    void switchesCountedAfterTheLoadAreNotKnown() throws Exception {
        try (Server server = EchoProgram.start()) {
            Watch watch = new Watch(server, Duration.ofNanos(1));
            watch.begin();
            await().until(() -> watchers() == 0);
            assertThat(watch.seen().switchesPerSecond()).isNaN();
        }
    }

    /** A shell that holds a long text until it is told to become another program, which is small. */
    @Test
    void memoryIsThatOfTheMomentWhenItWasMost(@TempDir Path folder) throws Exception {
        Path told = folder.resolve("told");
        String script = "text=$(head -c $0 /dev/zero | tr '\\0' x); echo listening on 127.0.0.1:1;"
                + " until [ -e \"$1\" ]; do sleep 0.05; done; exec sleep 60";
        List<String> command = List.of("sh", "-c", script, String.valueOf(LONG_TEXT), told.toString());
        try (ServerProcess server = ServerProcess.start(command)) {
            ProcessFigures figures = ProcessFigures.of(server);
            Watch watch = new Watch(server, Duration.ofSeconds(2));
            watch.begin();
            await().until(() -> watch.seen().residentBytes() > LONG_TEXT);
            Files.createFile(told);
            await().until(() -> figures.residentBytes() < LONG_TEXT);
            await().until(() -> watchers() == 0);
            assertThat(watch.seen().residentBytes()).isGreaterThan(LONG_TEXT);
        }
    }

    /** A shell that sleeps again and again, and is looked at by the test, too. */
    @Test
    void switchesAreThoseOfASecond() throws Exception {
        List<String> command = List.of("sh", "-c", "echo listening on 127.0.0.1:1; while :; do sleep 0.01; done");
        try (ServerProcess server = ServerProcess.start(command)) {
            ProcessFigures figures = ProcessFigures.of(server);
            // On a busy machine it may sleep more often in one half of the time than in the other.
            await().until(() -> {
                Watch watch = new Watch(server, Duration.ofMillis(500));
                Switches before = figures.switches();
                long begun = System.nanoTime();
                watch.begin();
                await().until(() -> watchers() == 0);
                double seconds = (System.nanoTime() - begun) / 1e9;
                double perSecond = figures.switches().since(before).orElseThrow() / seconds;
                return Math.abs(watch.seen().switchesPerSecond() / perSecond - 1) < 0.4;
            });
        }
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("watch"))
                .count();
    }
}
