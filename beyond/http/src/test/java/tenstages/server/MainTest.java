package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;

/** The program as a shell sees it: what it prints, where it listens, and how it exits. */
@Timeout(120)
class MainTest {
    /** How a program ended, and what it printed. */
    private record Ended(int exitCode, String out, String err) {}

    @Test
    void itListensWhereItSaysAndNowhereElse() throws Exception {
        try (ServerProcess server = ServerProcess.start(command("--port", "0"))) {
            assertThat(server.stdoutLines())
                    .containsExactly(
                            "listening on 127.0.0.1:" + server.address().getPort());
            new Socket("127.0.0.1", server.address().getPort()).close();
            assertThatThrownBy(() -> new Socket("127.0.0.2", server.address().getPort()))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void helpIsNoFailure() throws Exception {
        Ended ended = run("-h");
        assertThat(ended.exitCode).isZero();
        assertThat(ended.out)
                .startsWith("beyond-http: ")
                .contains("java -jar beyond-http.jar [OPTION]...", "--port", "Default: 7013");
        assertThat(ended.err).isEmpty();
    }

    @Test
    void aWrongOptionIsToldInOneLine() throws Exception {
        Ended ended = run("--port", "65536");
        assertThat(ended.exitCode).isEqualTo(2);
        assertThat(ended.err.lines())
                .containsExactly("--port: must be from 0 to 65535, not 65536 (--help explains every option)");
        assertThat(ended.out).isEmpty();
    }

    @Test
    void aTakenPortIsToldInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            Ended ended = run("--port", String.valueOf(taken.getLocalPort()));
            assertThat(ended.exitCode).isEqualTo(1);
            assertThat(ended.err.lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("cannot listen on 127.0.0.1:" + taken.getLocalPort() + " (--host, --port): ");
            assertThat(ended.out).isEmpty();
        }
    }

    private static Ended run(String... options) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(options)).start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after a minute");
            }
            return new Ended(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes(), UTF_8),
                    new String(process.getErrorStream().readAllBytes(), UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(
                JavaCommand.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.add("tenstages.server.Main");
        command.addAll(List.of(options));
        return command;
    }
}
