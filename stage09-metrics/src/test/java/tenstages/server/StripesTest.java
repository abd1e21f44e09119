package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.Requests;

/** The program has as many locks as it is told, and no other number. */
@Timeout(60)
class StripesTest {
    private static final int USERS = 3;
    private static final int HOLD_MS = 200;

    /** With a lock for each worker, these three users would not wait for each other. */
    @Test
    void whereThereIsOneStripeAllWaitForIt() throws Exception {
        List<String> command = List.of(
                JavaCommand.java(),
                "-cp",
                System.getProperty("java.class.path"),
                "tenstages.server.Main",
                "--port=0",
                "--verbose",
                "--stripes=1",
                "--workers=64",
                "--work-ms=0",
                "--hold-ms=" + HOLD_MS);
        try (ServerProcess server = ServerProcess.start(command);
                LineClient client = new LineClient(server.address(), Duration.ofSeconds(20))) {
            StringBuilder events = new StringBuilder();
            for (int user = 0; user < USERS; user++) {
                events.append(Requests.buy("user" + user, 1)).append('\n');
            }
            client.send(events.toString());
            await().until(() -> waits(server).size() == USERS);
            assertThat(waits(server)).anyMatch(millis -> millis > HOLD_MS / 2.0);
        }
    }

    /** Of the events that have been applied, in milliseconds. */
    private static List<Double> waits(ServerProcess server) {
        return server.stdoutLines().stream()
                .filter(line -> line.contains(" user="))
                .map(line -> Double.valueOf(line.replaceAll(".* wait=|ms hold.*", "")))
                .toList();
    }
}
