package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Timeout(60)
@Isolated
class ServerProcessTest {
    @Test
    void aServerThatEndsBeforeItListensIsQuotedWithItsLastLines() {
        assertThatThrownBy(() -> ServerProcess.start(List.of("sh", "-c", "(seq 1 100; echo no luck) >&2; exit 7")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 7")
                .hasMessageContaining("\n  100")
                .hasMessageContaining("\n  no luck")
                .hasMessageNotContaining("\n  50\n");
    }

    /** As some languages end theirs. */
    @Test
    void aCarriageReturnBeforeTheNewlineIsNoPartOfALine() throws IOException {
        List<String> command = List.of("sh", "-c", "printf 'listening on 127.0.0.1:4711\\r\\n'; exec sleep 60");
        try (ServerProcess server = ServerProcess.start(command)) {
            assertThat(server.address().getPort()).isEqualTo(4711);
            assertThat(server.stdoutLines()).containsExactly("listening on 127.0.0.1:4711");
        }
    }

    @Test
    void aServerThatSaysNothingIsEndedAfterAWhile() {
        assertThatThrownBy(
                        () -> ServerProcess.start(List.of("sh", "-c", "echo hello; sleep 60"), Duration.ofSeconds(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no 'listening on HOST:PORT'")
                .hasMessageContaining("\n  hello");
    }

    @Test
    void aSignalArrivesAndTheExitCodeIsSeen() throws IOException {
        try (ServerProcess server = EchoProgram.start()) {
            server.signal("INT");
            assertThat(server.awaitExit(Duration.ofSeconds(20))).isEqualTo(130);
        }
    }

    @Test
    void aServerEndsEvenIfItsOwnerIsKilled() throws IOException {
        Process owner = new ProcessBuilder(
                        JavaCommand.java(), "-cp", System.getProperty("java.class.path"), Owner.class.getName())
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8));
        ProcessHandle server = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
        assertThat(server.isAlive()).isTrue();

        owner.destroyForcibly();

        await().until(() -> !server.isAlive());
    }

    /** Even those that have left their parent. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutSessionsTheGuardEndsWhatAServerHasStarted(@TempDir Path scratch) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "(sleep 300 & echo $!); sh -c :; sleep 300");
        builder.environment().put("TEN_DATA", scratch.toString());
        Process server = builder.start();
        long orphan = Long.parseLong(server.inputReader().readLine());
        Guard.of(server, scratch, List.of()).strike();
        assertThat(server.onExit().join().exitValue()).isEqualTo(137);
        await().until(() ->
                !ProcessHandle.of(orphan).map(ProcessHandle::isAlive).orElse(false));
        assertThat(scratch).doesNotExist();
    }

    @Test
    void aServerSeesSigintEvenIfItsOwnerIgnoresIt() throws IOException, InterruptedException {
        String command = String.join(
                "' '",
                JavaCommand.java(),
                "-cp",
                System.getProperty("java.class.path"),
                InterruptingOwner.class.getName());
        Process owner = new ProcessBuilder("sh", "-c", "trap '' INT; exec '" + command + "'").start();
        BufferedReader out = new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo("130");
        assertThat(owner.waitFor()).isZero();
    }

    @Test
    void aServerThatIsClosedIsGone() throws IOException {
        ServerProcess server = EchoProgram.start();
        assertThat(server.isAlive()).isTrue();
        assertThat(server.awaitExit(Duration.ofMillis(1))).isEqualTo(-1);
        server.close();
        assertThat(server.isAlive()).isFalse();
        assertThat(server.awaitExit(Duration.ofSeconds(20))).isEqualTo(137);
        assertThat(server.stdoutLines())
                .containsExactly("listening on 127.0.0.1:" + server.address().getPort());
    }

    @Test
    void aSignalThatDoesNotExistCannotBeSent() throws IOException {
        try (ServerProcess server = EchoProgram.start()) {
            assertThatThrownBy(() -> server.signal("NONE"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("SIGNONE");
        }
    }

    @Test
    void stdoutIsKeptWholeAndTheLastLinesAreOfBoth() throws IOException {
        String script = "trap 'echo oops >&2' USR1; seq 1 40; echo 'listening on 127.0.0.1:1';"
                + " while :; do sleep 0.1; done";
        try (ServerProcess server = ServerProcess.start(List.of("sh", "-c", script))) {
            assertThat(server.stdoutLines()).hasSize(41).startsWith("1", "2").endsWith("listening on 127.0.0.1:1");
            server.signal("USR1");
            await().until(() -> server.lastLines().contains("oops"));
            assertThat(server.lastLines()).hasSize(32).contains("40").doesNotContain("1");
        }
    }

    @Test
    void whatCameSinceIsOfStdoutAloneAndTheFirstErrorsAreKept() throws IOException {
        String script = "trap 'seq 1 300 >&2; echo news' USR1; echo old; echo 'listening on 127.0.0.1:1';"
                + " while :; do sleep 0.1; done";
        try (ServerProcess server = ServerProcess.start(List.of("sh", "-c", script))) {
            long before = server.stdoutCount();
            server.signal("USR1");
            await().until(() ->
                    server.stdoutLines().contains("news") && server.lastLines().contains("300"));
            assertThat(server.stdoutSince(before)).containsExactly("news");
            assertThat(server.firstErrors()).hasSize(200).startsWith("1").endsWith("200");
        }
    }

    @Test
    void whatAJvmSaysByItselfIsNotTheServers() throws IOException {
        String script =
                """
                echo 'Picked up JAVA_TOOL_OPTIONS: -Da=b' >&2
                echo 'NOTE: Picked up JDK_JAVA_OPTIONS: -Da=b' >&2
                echo oops >&2
                echo '[0.005s][info][gc] Using G1'
                echo 'listening on 127.0.0.1:1'
                echo '[info][main] a server of another language'
                echo '[2026-01-01T00:00:00.000+0000][0.523s][info   ][gc,heap,exit] Heap'
                echo '[0.6s][warning][os,thread] no room for a thread'
                echo end >&2
                exec sleep 60
                """;
        try (ServerProcess server = ServerProcess.start(List.of("sh", "-c", script))) {
            await().until(() -> server.firstErrors().contains("end") && server.lineCount() >= 5);
            assertThat(server.stdoutLines())
                    .containsExactly("listening on 127.0.0.1:1", "[info][main] a server of another language");
            assertThat(server.firstErrors()).containsExactly("oops", "end");
            assertThat(server.lastLines())
                    .containsExactlyInAnyOrder(
                            "oops",
                            "end",
                            "listening on 127.0.0.1:1",
                            "[info][main] a server of another language",
                            "[0.6s][warning][os,thread] no room for a thread");
        }
    }

    @Test
    void ofAFloodOnlyTheEndIsKeptAndOfALongLineTheBeginning() throws IOException {
        String script = "seq 1 3000; head -c 100000 /dev/zero | tr '\\0' x; echo; echo 'listening on 127.0.0.1:1';"
                + " head -c 50000000 /dev/zero | tr '\\0' y >&2; echo >&2; echo end >&2; sleep 60";
        try (ServerProcess server = ServerProcess.start(List.of("sh", "-c", script))) {
            assertThat(server.stdoutLines()).hasSize(1000).startsWith("2003").endsWith("listening on 127.0.0.1:1");
            assertThat(server.stdoutLines().get(998)).isEqualTo("x".repeat(4000));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.lastLines().contains("end"));
            assertThat(server.lastLines()).contains("y".repeat(4000));
        }
    }

    @Test
    void aLineWithoutAnEndIsKeptToo() {
        assertThatThrownBy(() -> ServerProcess.start(List.of("sh", "-c", "printf 'no newline'")))
                .hasMessageEndingWith("\n  no newline");
    }

    /** Starts a server, interrupts it, and prints its exit code. */
    static final class InterruptingOwner {
        private InterruptingOwner() {}

        public static void main(String[] args) throws IOException {
            try (ServerProcess server = EchoProgram.start()) {
                server.signal("INT");
                System.out.println(server.awaitExit(Duration.ofSeconds(20)));
            }
        }
    }

    /** Starts a server, prints its process id, and waits to be killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws IOException {
            try (ServerProcess server = EchoProgram.start()) {
                System.out.println(server.pid());
                System.out.println(System.in.read());
            }
        }
    }
}
