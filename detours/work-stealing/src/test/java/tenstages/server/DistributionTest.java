package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One task of many takes long: which of the others are done meanwhile? */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DistributionTest {
    private static final int WORKERS = 4;
    private static final int TASKS = 40;

    private final CountDownLatch longTask = new CountDownLatch(1);
    private final Semaphore done = new Semaphore(0);

    /** All get ten tasks each, so nine or ten wait behind the long one. */
    @Test
    void inTurnsATaskWaitsBehindALongOneThoughOthersAreIdle() throws InterruptedException {
        submitAll(Distribution.Kind.ROUND_ROBIN);
        awaitDone(TASKS - TASKS / WORKERS);
        assertThat(done.availablePermits()).isZero();
        longTask.countDown();
        awaitDone(TASKS / WORKERS);
    }

    @Test
    void whereTheFewestWaitIsNotWhereTheLeastWorkIs() throws InterruptedException {
        Distribution distribution = submitAll(Distribution.Kind.LEAST_LOADED);
        // The same happens to what is chosen for the worker before anybody knows that its task is long.
        awaitDone(TASKS - TASKS / WORKERS);
        assertThat(done.availablePermits()).isZero();
        // From now on it has the most to do, and gets nothing.
        for (int i = 0; i < 3; i++) {
            distribution.submit(done::release);
            awaitDone(1);
        }
        longTask.countDown();
        awaitDone(TASKS / WORKERS);
    }

    @Test
    void whoIsIdleStealsWhatWaitsBehindALongTask() throws InterruptedException {
        submitAll(Distribution.Kind.STEALING);
        awaitDone(TASKS - 1);
        assertThat(done.availablePermits()).isZero();
        longTask.countDown();
        awaitDone(1);
    }

    /** Whoever does it, each is done once, and a worker that has nothing waits without computing. */
    @ParameterizedTest
    @EnumSource
    void eachTaskIsDoneOnce(Distribution.Kind kind) throws InterruptedException {
        Distribution distribution = kind.of(WORKERS);
        new Workers(WORKERS, distribution).start();
        List<AtomicInteger> times = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            AtomicInteger count = new AtomicInteger();
            times.add(count);
            distribution.submit(() -> {
                count.incrementAndGet();
                done.release();
            });
        }
        awaitDone(10_000);
        assertThat(times).allMatch(count -> count.get() == 1);
    }

    @Test
    void aTaskThatFailsIsNoLoadAnyMore() throws InterruptedException {
        Distribution distribution = new LeastLoaded(2);
        List<String> order = new ArrayList<>();
        distribution.submit(() -> {
            throw new IllegalStateException("the test's own");
        });
        Runnable failing = distribution.next(0);
        assertThatThrownBy(failing::run).hasMessage("the test's own");
        distribution.submit(() -> order.add("first"));
        distribution.submit(() -> order.add("second"));
        distribution.next(1).run();
        assertThat(order).containsExactly("second");
    }

    /** A worker at long work has none that waits, and is not idle. */
    @Test
    void aTaskThatIsBeingDoneIsLoad() throws InterruptedException {
        Distribution distribution = new LeastLoaded(2);
        List<String> order = new ArrayList<>();
        distribution.submit(() -> distribution.submit(() -> order.add("meanwhile")));
        distribution.next(0).run();
        distribution.submit(() -> order.add("later"));
        distribution.next(1).run();
        assertThat(order).containsExactly("meanwhile");
    }

    @ParameterizedTest
    @EnumSource
    void whoHasNothingToDoWaits(Distribution.Kind kind) throws InterruptedException {
        Distribution distribution = kind.of(1);
        Thread worker = new Thread(() -> {
            try {
                distribution.next(0).run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        worker.start();
        await().until(() -> worker.getState() == Thread.State.WAITING);
        distribution.submit(() -> {});
        worker.join();
    }

    /** Under a steady load a task that is not the next one would wait until its owner is back. */
    @Test
    void ownerAndThiefTakeTheOldest() throws InterruptedException {
        Distribution distribution = new WorkStealing(2);
        List<String> order = new ArrayList<>();
        for (String name : List.of("a1", "b1", "a2", "b2", "a3", "b3")) {
            distribution.submit(() -> order.add(name));
        }
        distribution.next(0).run();
        distribution.next(1).run();
        distribution.next(1).run();
        distribution.next(1).run();
        // Worker 1 has done all of its own: now it steals.
        distribution.next(1).run();
        distribution.next(0).run();
        assertThat(order).containsExactly("a1", "b1", "b2", "b3", "a2", "a3");
    }

    /** All tasks are there before the first worker begins; the first one is long. */
    private Distribution submitAll(Distribution.Kind kind) throws InterruptedException {
        Distribution distribution = kind.of(WORKERS);
        distribution.submit(() -> {
            try {
                longTask.await();
                done.release();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 1; i < TASKS; i++) {
            distribution.submit(done::release);
        }
        new Workers(WORKERS, distribution).start();
        return distribution;
    }

    private void awaitDone(int count) throws InterruptedException {
        assertThat(done.tryAcquire(count, 20, TimeUnit.SECONDS))
                .as(count + " tasks done, of which there are " + done.availablePermits())
                .isTrue();
    }
}
