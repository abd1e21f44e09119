package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pain before is gone: workers work side by side. The pain of this stage: they write over each other. */
@Timeout(60)
class LostUpdateTest {
    private static final int WORKERS = 4;

    private final BlockingQueue<Request.Event> queue = new ArrayBlockingQueue<>(100);
    private final Gate work = new Gate();
    private final Balances balances = new Balances(work);

    @Test
    void fourWorkersWorkOnFourEventsAtOnce() throws Exception {
        new Workers(WORKERS, queue, balances).start();
        for (int i = 0; i < WORKERS; i++) {
            queue.put(new Request.Event("user" + i, 1));
        }

        work.awaitArrivals(WORKERS);

        assertThat(work.threads()).containsExactlyInAnyOrder("worker-1", "worker-2", "worker-3", "worker-4");
        work.open();
        Awaitility.await().until(() -> balances.of("user3") == 1);
    }

    /** The map itself is for several threads, whatever becomes of one user's balance. */
    @Test
    void paymentsToDifferentUsersAreAllThere() throws Exception {
        Balances many = new Balances(SimulatedWork.ofMillis(0));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            String name = "user" + i + " ";
            threads.add(new Thread(() -> {
                for (int n = 0; n < 20_000; n++) {
                    many.apply(new Request.Event(name + n, 1));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < WORKERS; i++) {
            for (int n = 0; n < 20_000; n++) {
                assertThat(many.of("user" + i + " " + n)).isEqualTo(1);
            }
        }
    }

    /** All four have read a balance of 0 when the gate opens, so all four write 1. */
    @Test
    void ofFourPaymentsToOneUserThreeAreLost() throws Exception {
        Workers workers = new Workers(WORKERS, queue, balances);
        workers.start();
        for (int i = 0; i < WORKERS; i++) {
            queue.put(new Request.Event("ada", 1));
        }
        work.awaitArrivals(WORKERS);

        work.open();
        queue.put(new Request.Event("the one behind them", 1));
        Awaitility.await().until(() -> balances.of("the one behind them") == 1);

        Awaitility.await().until(() -> balances.of("ada") == 1);
        assertThat(balances.of("ada")).isEqualTo(1);
    }
}
