package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pain before is gone: no update is lost. The pain of this stage: everybody waits for one lock. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContentionTest {
    private static final SimulatedWork NONE = SimulatedWork.ofMillis(0);
    private static final ContentionStats SILENT = new ContentionStats(Output.STDERR, false);

    @Test
    void noUpdateIsLostHoweverManyThreadsRace() throws Exception {
        Balances balances = new Balances(NONE, NONE, SILENT);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(started(() -> {
                awaitStart(start);
                for (int n = 0; n < 5_000; n++) {
                    balances.apply(buy("ada"));
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(balances.of("ada")).isEqualTo(40_000);
    }

    @Test
    void theWorkIsDoneOutsideTheLock() throws Exception {
        Gate work = new Gate();
        Balances balances = new Balances(work, NONE, SILENT);
        Thread first = started(() -> balances.apply(buy("ada")));
        Thread second = started(() -> balances.apply(buy("ada")));

        work.awaitArrivals(2);

        assertThat(balances.of("ada")).isZero();
        work.open();
        first.join();
        second.join();
        assertThat(balances.of("ada")).isEqualTo(2);
    }

    @Test
    void whileOneUserChangesEveryOtherUserWaits() throws Exception {
        Gate hold = new Gate();
        Balances balances = new Balances(NONE, hold, SILENT);
        Thread holder = started(() -> balances.apply(buy("ada")));
        hold.awaitArrivals(1);

        Thread writer = started(() -> balances.apply(buy("bea")));
        Thread reader = started(() -> balances.of("cleo"));

        await().until(() -> writer.getState() == Thread.State.WAITING && reader.getState() == Thread.State.WAITING);
        assertThat(hold.threads()).hasSize(1);
        hold.open();
        holder.join();
        writer.join();
        reader.join();
        assertThat(balances.of("bea")).isEqualTo(1);
    }

    private static Request.Event buy(String user) {
        return new Request.Event(user, 1);
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void awaitStart(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
