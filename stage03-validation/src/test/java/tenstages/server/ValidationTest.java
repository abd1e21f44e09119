package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;

/** The pain before is gone: garbage is named, and a line has a limit. The pain of this stage: nothing is remembered. */
@Timeout(60)
class ValidationTest {
    private static final Config CONFIG = Config.of("--port", "0", "--max-line-bytes", "100");

    @Test
    void garbageIsAnsweredWithAnErrorAndTheConnectionStays() throws Exception {
        try (RunningServer server = new RunningServer(CONFIG, new Handler());
                LineClient client = server.connect()) {
            assertThat(client.ask("}{ not a request")).contains("invalid_json");
            assertThat(client.ask("{\"user\":\"ada\"}"))
                    .contains("invalid_request")
                    .contains("action: ");
            assertThat(client.ask("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}"))
                    .contains("accepted");
        }
    }

    @Test
    void aLineWithoutAnEndIsCutOffAndNobodyElseNotices() throws Exception {
        try (RunningServer server = new RunningServer(CONFIG, new Handler());
                LineClient endless = server.connect();
                LineClient ordinary = server.connect()) {
            endless.send("x".repeat(101));
            assertThat(endless.readLine()).contains("line_too_long");
            assertThat(endless.atEnd()).isTrue();
            assertThat(ordinary.ask("hello")).contains("invalid_json");
        }
    }

    @Test
    void aThousandEventsAreAcceptedAndNotOneIsRemembered() throws Exception {
        try (RunningServer server = new RunningServer(CONFIG, new Handler());
                LineClient client = server.connect()) {
            for (int i = 0; i < 1000; i++) {
                assertThat(client.ask("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}"))
                        .contains("accepted");
            }
            assertThat(client.ask("{\"type\":\"balance\",\"user\":\"ada\"}")).contains("invalid_request");
        }
    }
}
