package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.wire.LineClient;

/** The pain before is gone: users in different stripes pass each other. The pain of this stage: nobody counts. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShardingTest {
    private static final SimulatedWork NONE = SimulatedWork.ofMillis(0);
    private static final ContentionStats SILENT = new ContentionStats(System.out, false);

    /** With two stripes, these two are in different ones: their hashes are 97 and 98. */
    private static final String ADA = "a";

    private static final String BEA = "b";

    @Test
    void whileOneUserChangesAUserInAnotherStripeIsReadAndChanged() throws Exception {
        Gate hold = new Gate();
        Balances balances = new Balances(2, NONE, hold, SILENT);
        Thread holder = started(() -> balances.apply(buy(ADA)));
        hold.awaitArrivals(1);

        assertThat(balances.of(BEA)).isZero();
        Thread writer = started(() -> balances.apply(buy(BEA)));
        hold.awaitArrivals(1);

        hold.open();
        holder.join();
        writer.join();
        assertThat(balances.of(ADA)).isEqualTo(1);
        assertThat(balances.of(BEA)).isEqualTo(1);
    }

    @Test
    void aHotUserStillWaitsForItself() throws Exception {
        Gate hold = new Gate();
        Balances balances = new Balances(64, NONE, hold, SILENT);
        Thread first = started(() -> balances.apply(buy(ADA)));
        hold.awaitArrivals(1);
        Thread second = started(() -> balances.apply(buy(ADA)));

        await().until(() -> second.getState() == Thread.State.WAITING);

        assertThat(hold.threads()).hasSize(1);
        hold.open();
        first.join();
        second.join();
        assertThat(balances.of(ADA)).isEqualTo(2);
    }

    @Test
    void everyNumberOfStripesKeepsEveryUserApart() {
        for (int stripes : new int[] {1, 2, 3, 63, 64, 65}) {
            Balances balances = new Balances(stripes, NONE, NONE, SILENT);
            for (int user = 0; user < 500; user++) {
                balances.apply(new Event("user" + user, Event.Action.BUY, user + 1));
            }
            for (int user = 0; user < 500; user++) {
                assertThat(balances.of("user" + user)).isEqualTo(user + 1);
            }
        }
    }

    @Test
    void aServerThatTurnsEventsAwayCannotSayHowMany() throws Exception {
        Balances balances = new Balances(64, NONE, NONE, SILENT);
        Config config = new Config("127.0.0.1", 0, 65_536, 0, 1, 10, 1, 0, false, 64);
        Handler handler = new Handler(balances, new LinkedBlockingQueue<>(1));
        try (RunningServer server = new RunningServer(new Server(config, handler));
                LineClient client = server.connect()) {
            assertThat(client.ask("{\"user\":\"a\",\"action\":\"buy\",\"amount\":1}"))
                    .contains("accepted");
            assertThat(client.ask("{\"user\":\"a\",\"action\":\"buy\",\"amount\":1}"))
                    .contains("server_busy");
            assertThat(client.ask("{\"type\":\"metrics\"}")).contains("invalid_request");
        }
    }

    private static Event buy(String user) {
        return new Event(user, Event.Action.BUY, 1);
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }
}
