package tenstages.loadgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.process.JavaCommand;

/** {@code learn} at a terminal, which util-linux can make: a key needs no line end, and the terminal is restored. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated
class LearnAtTerminalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Path output;
    private Process terminal;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        Process version = new ProcessBuilder("sh", "-c", "script --version | grep -q util-linux").start();
        assumeTrue(version.waitFor() == 0, "there is no script of util-linux");
        output = folder.resolve("output");
        Path watched = Files.createDirectory(folder.resolve("watched"));
        Path script = folder.resolve("lesson");
        // The shell survives a Ctrl+C, and says what it finds when the lesson is over.
        String text =
                """
                trap : INT
                '%s' -cp '%s' %s learn --cmd 'exit 1; #' --watch '%s'
                stty -a | grep -o -E '.(icanon|echo) '
                echo over
                """;
        Files.writeString(
                script,
                text.formatted(
                        JavaCommand.java(), System.getProperty("java.class.path"), Main.class.getName(), watched));
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc", "sh '" + script + "'", "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("TERM", "xterm");
        terminal = builder.start();
        awaitText("q quit");
    }

    @AfterEach
    void end() {
        if (terminal != null) {
            terminal.descendants().forEach(ProcessHandle::destroyForcibly);
            terminal.destroyForcibly();
        }
    }

    @Test
    void aKeyNeedsNoLineEndAndTheTerminalIsAsItWas() throws IOException {
        press('l');
        awaitText("stage  1   0 of  9 green");

        press('q');
        awaitText("over");
        assertThat(text()).contains(" icanon", " echo").doesNotContain("-icanon", "-echo");
    }

    @Test
    void theTerminalIsAsItWasAfterAnInterrupt() throws IOException {
        press('\u0003');
        awaitText("over");

        assertThat(text()).contains(" icanon", " echo").doesNotContain("-icanon", "-echo");
    }

    private void press(char key) throws IOException {
        terminal.getOutputStream().write(key);
        terminal.getOutputStream().flush();
    }

    private void awaitText(String part) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text()).contains(part));
    }

    private String text() throws IOException {
        return Files.readString(output, UTF_8);
    }
}
