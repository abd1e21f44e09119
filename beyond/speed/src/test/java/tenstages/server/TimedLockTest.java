package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
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
        lock.lock();
        assertThat(lock.unlock().waitNanos()).as("nobody was there").isZero();
    }

    /** To read the clock takes as long as a short hold, so one measured hold stands for those that follow. */
    @Test
    void ofShortHoldsOneInSixtyFourIsMeasured() {
        await().untilAsserted(() -> {
            long first = lockAndUnlock();
            List<Long> holds = LongStream.generate(this::lockAndUnlock)
                    .limit(64 * 20)
                    .boxed()
                    .toList();
            assertThat(holds).allSatisfy(hold -> assertThat(hold).isLessThan(10_000));
            List<Integer> changes = new ArrayList<>();
            for (int i = 1; i < holds.size(); i++) {
                if (!holds.get(i).equals(holds.get(i - 1))) {
                    changes.add(i % 64);
                }
            }
            assertThat(changes).hasSizeGreaterThan(1);
            assertThat(new HashSet<>(changes)).hasSize(1);
            assertThat(first).isPositive();
        });
    }

    @Test
    void longHoldsAreMeasuredEachTimeAndAShortOneAfterThemToo() {
        long longest = 0;
        for (int i = 1; i <= 5; i++) {
            lock.lock();
            LockSupport.parkNanos(i * 200_000L);
            long hold = lock.unlock().holdNanos();
            assertThat(hold).isGreaterThanOrEqualTo(i * 200_000L).isNotEqualTo(longest);
            longest = hold;
        }
        // The shortest of three, so that a pause does not count.
        assertThat(LongStream.generate(this::lockAndUnlock).limit(3).min().getAsLong())
                .isLessThan(longest / 2);
    }

    @Test
    void whoeverDoesNotWaitHasNotWaited() {
        lock.lock();
        assertThat(lock.unlock().waitNanos()).isZero();
    }

    private long lockAndUnlock() {
        lock.lock();
        return lock.unlock().holdNanos();
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
