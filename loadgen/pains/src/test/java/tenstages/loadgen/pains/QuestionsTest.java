package tenstages.loadgen.pains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.model.ScriptedServer;
import tenstages.loadgen.process.RunningServer;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Replies;

/** Questions to servers that do not come to rest: none of them is asked for ever. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QuestionsTest {
    private static final int USERS = 20;
    private static final Duration SHORT = Duration.ofMillis(300);

    /** When it is asked first, some changes are still on their way. */
    @Test
    void aSumIsToldOnceItHasComeToRest() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> balance(Math.min(number, 2)))) {
            assertThat(Questions.settledSum(as(server), 2)).isEqualTo(4);
        }
    }

    @Test
    void balancesThatNeverComeToRestHaveNoSum() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(QuestionsTest::balance)) {
            assertThatThrownBy(() -> Questions.settledSum(as(server), 2, Duration.ofMillis(1500)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("its balances did not come to rest in 1500 ms");
        }
    }

    /** With a time for each user, twenty would take twenty times as long. */
    @Test
    void allUsersShareTheTimeInWhichTheyMayBeRefused() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> Replies.BUSY + "\n")) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> Questions.settledSum(as(server), USERS, SHORT))
                    .isInstanceOf(IOException.class);
            assertThat(Questions.usersAnsweredFor(as(server), USERS, SHORT)).isZero();
            assertThat(System.nanoTime() - start).isLessThan(USERS * SHORT.toNanos());
        }
    }

    @Test
    void aServerThatSaysNothingHasNoSum() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(ScriptedServer.Client::stay)) {
            assertThatThrownBy(() -> Questions.settledSum(as(server), USERS, SHORT))
                    .isInstanceOf(IOException.class);
        }
    }

    /** The first one is refused twice. */
    @Test
    void whoIsRefusedIsAskedForAgain() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.answering(number -> number < 2 ? Replies.BUSY + "\n" : balance(5))) {
            assertThat(Questions.usersAnsweredFor(as(server), USERS)).isEqualTo(USERS);
        }
    }

    private static String balance(long balance) {
        return Replies.balance(balance) + "\n";
    }

    private static Server as(ScriptedServer server) {
        return new RunningServer(server.address());
    }
}
