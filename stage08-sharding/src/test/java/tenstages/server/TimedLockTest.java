package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimedLockTest {
    private final TimedLock lock = new TimedLock();

    /** What one thread waited is within what the other one held, and neither's time counts for the other. */
    @Test
    void eachThreadHearsOfItsOwnWaitAndHold() throws Exception {
        lock.lock();
        CompletableFuture<TimedLock.Times> waiter = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            lock.lock();
            waiter.complete(lock.unlock());
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        await().pollDelay(50, TimeUnit.MILLISECONDS).until(() -> true);
        TimedLock.Times holder = lock.unlock();
        TimedLock.Times waited = waiter.get();

        long fifty = TimeUnit.MILLISECONDS.toNanos(50);
        assertThat(holder.holdNanos()).isGreaterThanOrEqualTo(fifty);
        assertThat(holder.waitNanos()).isLessThan(holder.holdNanos());
        assertThat(waited.waitNanos()).isGreaterThanOrEqualTo(fifty);
        assertThat(waited.holdNanos()).isBetween(0L, waited.waitNanos());
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
