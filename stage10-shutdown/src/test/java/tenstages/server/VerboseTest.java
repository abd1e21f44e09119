package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;

/** What the program prints of its events. */
@Timeout(60)
class VerboseTest {
    @Test
    void aLineForEachEventAndOneForTheSecond() throws Exception {
        try (ServerProcess server = ServerProcess.start(command("--verbose"));
                LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
            client.ask("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":7}");
            await().until(() -> server.stdoutLines().size() == 3);
            assertThat(server.stdoutLines().get(1))
                    .matches("worker-\\d+ user=ada balance=7 wait=\\d+.\\d+ms hold=\\d{2,}.\\d+ms");
            assertThat(server.stdoutLines().get(2))
                    .startsWith("events/s=1 wait avg=")
                    .contains(" hold avg=");
        }
    }

    @Test
    void onlyTheLineForTheSecondIfNobodyAskedForMore() throws Exception {
        try (ServerProcess server = ServerProcess.start(command());
                LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
            client.ask("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":7}");
            await().until(() -> server.stdoutLines().size() > 1);
            assertThat(server.stdoutLines().get(1)).startsWith("events/s=1 wait avg=");
        }
    }

    private static List<String> command(String... options) {
        List<String> command =
                new ArrayList<>(List.of(JavaCommand.java(), "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("tenstages.server.Main", "--port=0", "--work-ms=0", "--hold-ms=20"));
        command.addAll(List.of(options));
        return command;
    }
}
