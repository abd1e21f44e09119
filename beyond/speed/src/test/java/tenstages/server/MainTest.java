package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Requests;

/** What only the parts together do. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MainTest {
    private static final String BUY = Requests.buy("ada", 1) + "\n";

    @Test
    void thereIsAPlaceForEachEventThatMayWaitAndForEachWorker() throws IOException {
        try (ServerProcess server = start("--queue=3", "--workers=2", "--work-ms=5000");
                LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
            List<String> replies = replies(client, 6);
            assertThat(replies.subList(0, 5))
                    .allSatisfy(reply -> assertThat(reply).contains("accepted"));
            assertThat(replies.get(5)).contains("server_busy");
        }
    }

    /** A queue that is too short for the batches would end the server. */
    @Test
    void longWorkIsDoneSideBySideHoweverTheEventsCame() throws IOException {
        try (ServerProcess server = start("--queue=1", "--workers=8", "--work-ms=30", "--hold-ms=0", "--verbose");
                LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
            for (int burst = 1; burst <= 10; burst++) {
                assertThat(replies(client, 9))
                        .allSatisfy(reply -> assertThat(reply).contains("accepted"));
                int applied = 9 * burst;
                await().until(() -> MetricsReply.parse(client.ask(Requests.METRICS))
                                .orElseThrow()
                                .processed()
                        == applied);
            }
            await().until(() -> workersOf(server).size() == 90);
            List<String> workers = workersOf(server);
            // A busy machine wakes some of them late, but not burst after burst.
            assertThat(IntStream.range(0, 10)
                            .filter(burst -> workers.subList(9 * burst, 9 * burst + 9).stream()
                                            .distinct()
                                            .count()
                                    > 4))
                    .hasSizeGreaterThan(5);
        }
    }

    private static List<String> workersOf(ServerProcess server) {
        return server.stdoutLines().stream()
                .filter(line -> line.startsWith("worker-"))
                .map(line -> line.split(" ", -1)[0])
                .toList();
    }

    private static List<String> replies(LineClient client, int events) throws IOException {
        client.send(BUY.repeat(events));
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            replies.add(client.readLine());
        }
        return replies;
    }

    private static ServerProcess start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JavaCommand.java(), "-cp", System.getProperty("java.class.path"), "tenstages.server.Main", "--port=0"));
        command.addAll(List.of(options));
        return ServerProcess.start(command);
    }
}
