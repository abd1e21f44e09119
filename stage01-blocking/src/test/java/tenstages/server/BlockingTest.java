package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.wire.LineClient;

/** The pain of this stage: one client at a time, for as long as it likes. */
@Timeout(60)
class BlockingTest {
    @Test
    void aClientThatStaysKeepsEverybodyElseWaitingAndTheyAreServedWhenItLeaves() throws Exception {
        try (RunningServer server = new RunningServer(new Server(new Config("127.0.0.1", 0), new Handler()));
                LineClient first = server.connect();
                LineClient second = server.connect()) {
            assertThat(first.ask("I am being served")).isEqualTo("I am being served");
            second.send("me too?\n");
            assertThat(first.ask("still me")).isEqualTo("still me");
            assertThat(second.available()).isZero();

            first.close();

            assertThat(second.readLine()).isEqualTo("me too?");
        }
    }

    @Test
    void aClientThatHangsUpInTheMiddleOfALineIsForgotten() throws Exception {
        try (RunningServer server = new RunningServer(new Server(new Config("127.0.0.1", 0), new Handler()));
                LineClient rude = server.connect();
                LineClient next = server.connect()) {
            rude.send("half a li").reset();
            assertThat(next.ask("whole")).isEqualTo("whole");
        }
    }
}
