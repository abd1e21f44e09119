package tenstages.loadgen.practice.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.process.ServerCommand;

/** A round can be stopped at any moment, and nothing of it goes on. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoundTest {
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    private Path pid;
    private String forEver;

    @BeforeEach
    void nameTheFile() {
        pid = folder.resolve("pid");
        forEver = "sleep 300 & echo $! > " + pid + "; wait #";
    }

    @Test
    void aBuildThatHangsIsEndedWithAllThatItStarted() throws IOException {
        Round round = begin(Optional.of(forEver), "exit 1");
        ProcessHandle sleeper = sleeper();

        round.stop();

        await().until(() -> !sleeper.isAlive());
        assertThat(events).containsExactly(new Event.Doing(round, "building"));
    }

    @Test
    void aServerThatNeverListensIsEndedWithAllThatItStarted() throws IOException {
        Round round = begin(Optional.empty(), forEver);
        ProcessHandle sleeper = sleeper();

        round.stop();

        await().until(() -> !sleeper.isAlive());
    }

    @Test
    void theEndOfABuildIsToldWhenNothingOfItRunsAnyMore() throws IOException, InterruptedException {
        Round round = begin(Optional.of("sleep 300 & echo $! > " + pid + "; exit 3"), "exit 1");

        assertThat(events.take()).isEqualTo(new Event.Doing(round, "building"));
        assertThat(events.take()).isInstanceOf(Event.Stuck.class);

        await().until(() ->
                ProcessHandle.of(pidInFile()).filter(ProcessHandle::isAlive).isEmpty());
    }

    private Round begin(Optional<String> build, String command) {
        Project project = new Project(
                folder,
                build,
                new ServerCommand(command, true),
                List.of(folder),
                Duration.ofSeconds(5),
                Duration.ofMinutes(5));
        return new Round(project, Agenda.of(1, "", Set.of(), false), build.isPresent(), events::add).begin();
    }

    private ProcessHandle sleeper() throws IOException {
        await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
        return ProcessHandle.of(pidInFile()).orElseThrow();
    }

    private long pidInFile() throws IOException {
        return Long.parseLong(Files.readString(pid).strip());
    }
}
