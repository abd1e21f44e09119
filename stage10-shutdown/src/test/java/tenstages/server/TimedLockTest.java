package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimedLockTest {
    private final TimedLock lock = new TimedLock();

    /** What one thread waited is within what the other one held, and neither's time counts for the other. */
    @Test
    void eachThreadHearsOfItsOwnWaitAndHold() throws Exception {
        long beforeHold = System.nanoTime();
        lock.lock();
        long holding = System.nanoTime();
        CompletableFuture<TimedLock.Times> waiter = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            lock.lock();
            waiter.complete(lock.unlock());
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        long waiting = System.nanoTime();
        long beforeEnd = System.nanoTime();
        TimedLock.Times holder = lock.unlock();
        long held = System.nanoTime();
        TimedLock.Times waited = waiter.get();
        long end = System.nanoTime();

        assertThat(holder.holdNanos()).isBetween(beforeEnd - holding, held - beforeHold);
        assertThat(holder.waitNanos()).isBetween(0L, holding - beforeHold);
        assertThat(waited.waitNanos()).isBetween(beforeEnd - waiting, end - holding);
        assertThat(waited.holdNanos()).isBetween(0L, end - beforeEnd);
    }

    /** If they were read after the release, another thread's lock could have come between: a hold before its begin. */
    @Test
    void theTimesAreReadBeforeTheLockIsReleased() throws Exception {
        List<CompletableFuture<Long>> shortest = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            shortest.add(CompletableFuture.supplyAsync(this::shortestOfManyHolds, task -> new Thread(task).start()));
        }
        for (CompletableFuture<Long> hold : shortest) {
            assertThat(hold.get()).isNotNegative();
        }
    }

    private long shortestOfManyHolds() {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 100_000; i++) {
            lock.lock();
            shortest = Math.min(shortest, lock.unlock().holdNanos());
        }
        return shortest;
    }

    @Test
    void onlyOneThreadHasIt() throws Exception {
        lock.lock();
        Thread thread = new Thread(() -> {
            lock.lock();
            lock.unlock();
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        lock.unlock();
        thread.join();
    }
}
