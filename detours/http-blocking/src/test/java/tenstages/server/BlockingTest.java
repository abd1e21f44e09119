package tenstages.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;

/** The pain of this detour: one request at a time, and nobody else meanwhile. */
@Timeout(60)
class BlockingTest {
    private static final Config CONFIG = Config.of("--port", "0");
    private static final String FAST = "GET /fast HTTP/1.1\r\nHost: x\r\n\r\n";

    @Test
    void eachRequestIsAnsweredOnAConnectionOfItsOwn() throws Exception {
        try (RunningServer server = new RunningServer(CONFIG, new Handler(0))) {
            assertThat(replyTo(server, FAST))
                    .containsExactly(
                            "HTTP/1.1 200 OK\r",
                            "Content-Type: application/json\r",
                            "Content-Length: 16\r",
                            "Connection: close\r",
                            "\r",
                            "{\"status\":\"ok\"}");
            assertThat(replyTo(server, "GET /sleep HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r");
            assertThat(replyTo(server, "GET /other HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 404 Not Found\r")
                    .contains("Content-Length: 40\r")
                    .endsWith("{\"status\":\"error\",\"reason\":\"not_found\"}");
        }
    }

    @Test
    void aRequestThatIsNotWholeHasNoReply() throws Exception {
        try (RunningServer server = new RunningServer(CONFIG, new Handler(0))) {
            for (String half :
                    List.of("", "GET /fast HT", "GET /fast HTTP/1.1\r\n", "GET /fast HTTP/1.1\r\nHost: x\r\n")) {
                assertThat(replyTo(server, half)).isEmpty();
            }
        }
    }

    @Test
    void whoSleepsSleepsForSoLong() throws Exception {
        long start = System.nanoTime();
        new Handler(50).handle("GET /sleep HTTP/1.1".getBytes(US_ASCII));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    void aClientThatIsServedKeepsEverybodyElseWaiting() throws Exception {
        try (RunningServer server = new RunningServer(CONFIG, new Handler(0));
                LineClient first = server.connect().send("GET /fast HTTP/1.1\r\n");
                LineClient second = server.connect().send(FAST)) {
            second.timeout(Duration.ofMillis(100));
            assertThatThrownBy(second::readLine).isInstanceOf(SocketTimeoutException.class);

            first.send("\r\n");

            second.timeout(Duration.ofSeconds(20));
            assertThat(second.readLine()).isEqualTo("HTTP/1.1 200 OK\r");
            assertThat(first.readLine()).isEqualTo("HTTP/1.1 200 OK\r");
        }
    }

    /** Its lines up to the end of the connection. */
    private static List<String> replyTo(RunningServer server, String request) throws IOException {
        try (LineClient client = server.connect().send(request).endInput()) {
            List<String> lines = new ArrayList<>();
            for (String line = client.readLine(); line != null; line = client.readLine()) {
                lines.add(line);
            }
            return lines;
        }
    }
}
