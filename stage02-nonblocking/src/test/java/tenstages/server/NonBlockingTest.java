package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;

/** The pain before is gone: nobody waits for a silent client. The pain of this stage: every byte is trusted. */
@Timeout(60)
class NonBlockingTest {
    private static final int CHUNKS = 256;

    @Test
    void aSilentClientKeepsNobodyWaiting() throws Exception {
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), new Handler());
                LineClient silent = server.connect();
                LineClient halfALine = server.connect().send("half a li");
                LineClient ordinary = server.connect()) {
            assertThat(ordinary.ask("hello")).isEqualTo("hello");
            assertThat(halfALine.ask("ne")).isEqualTo("half a line");
            assertThat(silent.ask("now me")).isEqualTo("now me");
        }
    }

    @Test
    void garbageIsEchoedAsIfItWereFine() throws Exception {
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), new Handler());
                LineClient client = server.connect()) {
            assertThat(client.ask("}{ not a request")).isEqualTo("}{ not a request");
        }
    }

    @Test
    void aLineWithoutAnEndFillsTheHeapAndEndsTheServerWithOneLine() throws Exception {
        String classPath = System.getProperty("java.class.path");
        List<String> command =
                List.of(JavaCommand.java(), "-Xmx16m", "-cp", classPath, "tenstages.server.Main", "--port", "0");
        try (ServerProcess server = ServerProcess.start(command);
                LineClient attacker = new LineClient(server.address(), Duration.ofSeconds(20))) {
            sendEndlessLine(attacker);
            assertThat(server.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
            assertThat(server.lastLines()).hasSize(2);
            assertThat(server.lastLines().get(1))
                    .startsWith("event-loop failed, and the server ends: java.lang.OutOfMemoryError");
        }
    }

    private static void sendEndlessLine(LineClient attacker) {
        byte[] chunk = "x".repeat(1024 * 1024).getBytes(UTF_8);
        try {
            for (int i = 0; i < CHUNKS; i++) {
                attacker.send(chunk);
            }
        } catch (IOException e) {
            // The server is gone.
        }
    }
}
