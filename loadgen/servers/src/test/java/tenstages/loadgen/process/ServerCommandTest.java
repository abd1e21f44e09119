package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.protocol.LineClient;

/** A server's command line as a user writes it, and the process that comes of it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated
class ServerCommandTest {
    private static final List<String> OPTIONS = List.of("--queue", "5", "--work-ms", "100");

    @TempDir
    private Path folder;

    @Test
    void theOptionsComeLastOrWhereTheyAreAskedFor() {
        assertThat(new ServerCommand("./server --port {port}", false).line(7, OPTIONS))
                .isEqualTo("./server --port 7 --queue 5 --work-ms 100");
        assertThat(new ServerCommand("./server {options} -p {port} -v", false).line(7, OPTIONS))
                .isEqualTo("./server --queue 5 --work-ms 100 -p 7 -v");
        assertThat(new ServerCommand("./server {port}", false).line(7, List.of()))
                .isEqualTo("./server 7");
    }

    @Test
    void theOptionsStandInTheEnvironmentTooOrThereAlone() {
        assertThat(new ServerCommand("./server {port} {port}", true).line(7, OPTIONS))
                .isEqualTo("./server 7 7");
        assertThat(ServerCommand.environment(7, OPTIONS))
                .containsOnly(
                        Map.entry("PYTHONUNBUFFERED", "1"),
                        Map.entry("TEN_PORT", "7"),
                        Map.entry("TEN_QUEUE", "5"),
                        Map.entry("TEN_WORK_MS", "100"));
    }

    @Test
    void aServerThatSaysNothingIsReachedAtItsPort() throws IOException {
        ServerCommand command = new ServerCommand(echo("{port}", "quiet"), false);
        try (Server server = command.start(List.of());
                LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
            assertThat(client.ask("hello")).isEqualTo("hello");
            assertThat(server.stdoutLines()).isEmpty();
        }
    }

    /** Byte by byte it could go on like that for minutes. */
    @Test
    void aServerThatAnswersTheKnockWithoutAnEndIsReachedAllTheSame() throws IOException {
        try (Server server = new ServerCommand(echo("{port}", "dripping"), false).start(List.of())) {
            assertThat(server.address().getPort()).isPositive();
        }
    }

    @Test
    void aServerThatSaysWhereItListensIsReachedThere() throws IOException {
        try (Server server = new ServerCommand(echo("0", "loud"), false).start(List.of());
                LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
            assertThat(client.ask("hello")).isEqualTo("hello");
        }
    }

    @Test
    void theEnvironmentReachesTheServer() throws IOException {
        Path seen = folder.resolve("seen");
        String script = "echo $TEN_QUEUE $TEN_PORT {port} > " + seen + "; exec " + echo("{port}", "quiet");
        try (Server server = new ServerCommand(script, true).start(OPTIONS)) {
            int port = server.address().getPort();
            assertThat(seen).hasContent("5 " + port + " " + port);
        }
    }

    @Test
    void theSignalGoesToTheServerAndNotToTheShellThatWaitsForIt() throws IOException {
        String command = "cd / && " + echo("{port}", "quiet") + "; code=$?; echo shell; exit $code";
        try (Server server = new ServerCommand(command, false).start(List.of())) {
            server.signal("TERM");
            assertThat(server.awaitExit(Duration.ofSeconds(20))).isEqualTo(143);
            assertThat(server.stdoutLines()).containsExactly("shell");
        }
    }

    @Test
    void whatAServerStartsEndsWithItEvenIfItHasLeftItsParent() throws IOException {
        Path pids = folder.resolve("pids");
        String command = "(sleep 300 & echo $! >> " + pids + "); sleep 301 & echo $! >> " + pids + "; exec "
                + echo("{port}", "quiet");
        List<ProcessHandle> children;
        try (Server server = new ServerCommand(command, false).start(List.of())) {
            children = Files.readAllLines(pids).stream()
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .toList();
            assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);
            assertThat(server.isAlive()).isTrue();
        }
        await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aCommandThatEndsSaysSoWithItsLastLines() {
        assertThatThrownBy(() -> new ServerCommand("echo no luck >&2; exit 7; #", false).start(List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended with exit code 7 before it listened")
                .hasMessageEndingWith("\n  no luck");
    }

    /** Whoever has it does not even listen: the server alone finds out. */
    @Test
    void aServerWhosePortWasTakenIsStartedAtAnother() throws IOException {
        try (ReservedPort taken = ReservedPort.any();
                Socket thief = new Socket()) {
            thief.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.number()));
            Iterator<ReservedPort> ports = List.of(taken, ReservedPort.any()).iterator();
            Server server = new ServerCommand(echo("{port}", "quiet"), false).start(List.of(), Map.of(), ports::next);
            try (server;
                    LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
                assertThat(client.ask("hello")).isEqualTo("hello");
                assertThat(server.address().getPort()).isNotEqualTo(taken.number());
            }
        }
    }

    @Test
    void aServerThatDoesNotStartAtAFreePortIsTriedOnce() {
        Path seen = folder.resolve("seen");
        assertThatThrownBy(() -> new ServerCommand("echo try >> " + seen + "; exit 7; #", false).start(List.of()))
                .isInstanceOf(StartFailure.class);
        assertThat(seen).hasContent("try");
    }

    @Test
    void aServerThatNeverGetsAPortFailsInTheEnd() throws IOException {
        Path seen = folder.resolve("seen");
        try (ReservedPort taken = ReservedPort.any();
                Socket thief = new Socket()) {
            thief.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.number()));
            ServerCommand command = new ServerCommand("echo try >> " + seen + "; exit 7; #", false);
            assertThatThrownBy(() -> command.start(List.of(), Map.of(), () -> taken))
                    .isInstanceOf(StartFailure.class);
            assertThat(seen).hasContent("try\ntry\ntry");
        }
    }

    @Test
    void aRunningServerIsNotOursToEnd() throws IOException {
        try (Server server = new ServerCommand(echo("{port}", "quiet"), true).start(List.of());
                RunningServer running = new RunningServer(server.address())) {
            assertThat(running.isAlive()).isTrue();
            assertThat(running.awaitExit(Duration.ZERO)).isEqualTo(-1);
            assertThat(running.stdoutLines()).isEmpty();
            assertThat(running.lastLines()).isEmpty();
            assertThatThrownBy(() -> running.signal("INT")).isInstanceOf(IOException.class);
            running.close();
            try (LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
                assertThat(client.ask("{}")).isNotNull();
            }
        }
    }

    private static String echo(String port, String voice) {
        return JavaCommand.java() + " -cp " + System.getProperty("java.class.path") + " " + PortedEcho.class.getName()
                + " " + port + " " + voice;
    }
}
