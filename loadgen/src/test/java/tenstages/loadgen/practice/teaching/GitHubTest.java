package tenstages.loadgen.practice.teaching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.process.JavaCommand;

/** GitHub's program, where it says nothing of use, or does not come to its end. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GitHubTest {
    @TempDir
    private Path folder;

    /** What a process says that asks it for titles: a process finds programs by the PATH that it was started with. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] arguments) {
            try {
                System.out.println(new GitHub("ada/server", Duration.ofSeconds(2)).titles());
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void whatIsNoListIsNotAListWithoutIssues() throws IOException, InterruptedException {
        assertThat(saidWith("#!/bin/sh\necho '[{\"title\":\"a\"}]'\n")).isEqualTo("[a]");
        assertThat(saidWith("#!/bin/sh\necho '[]'\n")).isEqualTo("[]");
        assertThat(saidWith("#!/bin/sh\n")).isEqualTo("gh has listed no issues, but: (it said nothing)");
        assertThat(saidWith("#!/bin/sh\necho '{\"a\":1}'\n")).isEqualTo("gh has listed no issues, but: {\"a\":1}");
    }

    @Test
    void whatDoesNotEndIsEndedWithAllThatItStarted() throws IOException, InterruptedException {
        Path pid = folder.resolve("pid");
        assertThat(saidWith("#!/bin/sh\nsleep 300 > /dev/null 2>&1 &\necho $! > " + pid + "\nwait\n"))
                .isEqualTo("gh issue list did not end in 2 s");
        long sleeper = Long.parseLong(Files.readString(pid).strip());
        await().until(() ->
                ProcessHandle.of(sleeper).filter(ProcessHandle::isAlive).isEmpty());
    }

    /** What somebody says who asks this gh for titles. */
    private String saidWith(String script) throws IOException, InterruptedException {
        Path gh = Files.writeString(folder.resolve("gh"), script);
        assertThat(gh.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder(
                JavaCommand.java(), "-cp", System.getProperty("java.class.path"), Asking.class.getName());
        builder.environment().put("PATH", folder + ":/usr/bin:/bin");
        Process asking = builder.start();
        String said = new String(asking.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(asking.waitFor()).isZero();
        return said;
    }
}
