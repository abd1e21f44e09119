package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;

/** The pain before is gone: users in different stripes pass each other. The pain of this stage: nobody counts. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShardingTest {
    private static final SimulatedWork NONE = SimulatedWork.ofMillis(0);
    private static final ContentionStats SILENT = new ContentionStats(Output.STDERR, false);

    /** Of 20 users, the one whose change is under way shares one of two stripes with about half of them. */
    @Test
    void whileOneUserChangesUsersInAnotherStripeAreChanged() throws Exception {
        Gate hold = new Gate();
        Balances balances = new Balances(2, NONE, hold, SILENT);
        Thread holder = new Thread(() -> balances.apply(new Request.Event("ada", 1)));
        holder.start();
        hold.awaitArrivals(1);
        for (int user = 0; user < 20; user++) {
            Request.Event event = new Request.Event("user" + user, 1);
            new Thread(() -> balances.apply(event)).start();
        }
        hold.awaitArrivals(1);
        assertThat(hold.threads()).hasSize(2);
        hold.open();
        holder.join();
    }

    @Test
    void aServerThatTurnsEventsAwayCannotSayHowMany() throws Exception {
        Handler handler = new Handler(AnyBalances.with(NONE), new ArrayBlockingQueue<>(1));
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), handler);
                LineClient client = server.connect()) {
            assertThat(client.ask("{\"user\":\"a\",\"action\":\"buy\",\"amount\":1}"))
                    .contains("accepted");
            assertThat(client.ask("{\"user\":\"a\",\"action\":\"buy\",\"amount\":1}"))
                    .contains("server_busy");
            assertThat(client.ask("{\"type\":\"metrics\"}")).contains("invalid_request");
        }
    }
}
