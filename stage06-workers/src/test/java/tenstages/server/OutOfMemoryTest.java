package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;

/** A server whose memory is used up does not live on half dead. */
@Timeout(60)
class OutOfMemoryTest {
    @Test
    void itEndsAndSaysWhyInOneLine() throws Exception {
        List<String> command = List.of(
                JavaCommand.java(),
                "-Xmx16m",
                "-cp",
                System.getProperty("java.class.path"),
                "tenstages.server.Main",
                "--port=0",
                "--max-line-bytes=1048576");
        try (ServerProcess server = ServerProcess.start(command);
                LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
            sendManyObjects(client);
            assertThat(server.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
            assertThat(server.lastLines()).hasSize(2);
            assertThat(server.lastLines().get(1))
                    .startsWith("event-loop failed, and the server ends: java.lang.OutOfMemoryError");
        }
    }

    /** A tree of it takes some thirty times as much memory as its text. */
    private static void sendManyObjects(LineClient client) {
        try {
            client.send("[" + "{},".repeat(340_000) + "{}]\n");
        } catch (IOException e) {
            // The server is gone.
        }
    }
}
