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

    /** It keeps all that it makes. Its Main has seen to it what becomes of such an error. */
    static final class FullHeap {
        private static Object[] all;

        private FullHeap() {}

        public static void main(String[] args) {
            Main.main(new String[] {"--help"});
            while (true) {
                all = new Object[] {all};
            }
        }
    }

    @Test
    void itSaysSoEvenIfNothingIsFreeAnyMore() throws Exception {
        List<String> command = List.of(
                JavaCommand.java(),
                "-Xmx8m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FullHeap.class.getName());
        Process process = new ProcessBuilder(command).start();
        try {
            assertThat(process.errorReader().lines())
                    .containsExactly("main failed, and the server ends: java.lang.OutOfMemoryError: Java heap space");
            assertThat(process.waitFor()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
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
