package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;

/** What happens to a client that goes on sending after its last reply. */
@Timeout(60)
class LingerTest {
    private static final String TOO_LONG = "x".repeat(101);

    private final Config config = Config.of("--port", "0", "--max-line-bytes", "100");

    /** It may send as long as it likes, but not for ever: then it is hung up on, whether it reads or not. */
    @Test
    void itIsHungUpOnInTheEnd() throws Exception {
        try (RunningServer server = new RunningServer(config, AnyHandler.create());
                LineClient stubborn = server.connect()) {
            stubborn.send(TOO_LONG);
            assertThat(stubborn.readLine()).contains("line_too_long");
            await().atMost(Duration.ofSeconds(40)).until(() -> fails(() -> stubborn.send("x")));
        }
    }

    /** There is room for two. The silent one makes room while the other one, who goes on sending, still has its place. */
    @Test
    void oneThatIsSilentIsClosedSooner() throws Exception {
        Config two = Config.of("--port", "0", "--max-line-bytes", "100", "--max-connections", "2");
        try (RunningServer server = new RunningServer(two, AnyHandler.create());
                LineClient silent = server.connect();
                LineClient talking = server.connect()) {
            for (LineClient client : List.of(silent, talking)) {
                client.send(TOO_LONG);
                assertThat(client.readLine()).contains("line_too_long");
            }
            await().atMost(Duration.ofSeconds(40)).until(() -> {
                talking.send("x");
                try (LineClient third = server.connect()) {
                    return third.ask("x").contains("invalid_json");
                }
            });
            for (int i = 0; i < 3; i++) {
                talking.send("x");
                await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            }
        }
    }

    /** Something that may throw. */
    private interface Attempt {
        void run() throws IOException;
    }

    private static boolean fails(Attempt attempt) {
        try {
            attempt.run();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
