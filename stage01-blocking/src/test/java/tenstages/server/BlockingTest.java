package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;

/** The pain of this stage: one client at a time, for as long as it likes. */
@Timeout(60)
class BlockingTest {
    private static final Config CONFIG = Config.of("--port", "0");

    @Test
    void aClientThatStaysKeepsEverybodyElseWaitingAndTheyAreServedWhenItLeaves() throws Exception {
        try (RunningServer server = new RunningServer(CONFIG, new Handler());
                LineClient first = server.connect();
                LineClient second = server.connect()) {
            assertThat(first.ask("I am being served")).isEqualTo("I am being served");
            second.send("me too?\n").timeout(Duration.ofMillis(100));
            assertThat(first.ask("still me")).isEqualTo("still me");
            assertThatThrownBy(second::readLine).isInstanceOf(SocketTimeoutException.class);
            assertThat(first.ask("and me again")).isEqualTo("and me again");

            first.close();

            second.timeout(Duration.ofSeconds(20));
            assertThat(second.readLine()).isEqualTo("me too?");
        }
    }

    @Test
    void aClientThatHangsUpInTheMiddleOfALineIsForgotten() throws Exception {
        try (RunningServer server = new RunningServer(CONFIG, new Handler());
                LineClient rude = server.connect();
                LineClient next = server.connect()) {
            rude.send("half a li").reset();
            assertThat(next.ask("whole")).isEqualTo("whole");
        }
    }
}
