package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.primitives.Transfers.Account;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlockTest {
    private final Account a = new Account(1);
    private final Account b = new Account(2);

    @Test
    void theDumpNamesBothThreadsAndWhatTheyWaitFor() throws Exception {
        assertThat(String.join("\n", Deadlock.provoke()))
                .matches("(?s)Found one Java-level deadlock:\n\"(there|back)\":\n.*\"(there|back)\":\n.*")
                .contains("waiting for ownable synchronizer", "ReentrantLock", "which is held by \"there\"")
                .contains("which is held by \"back\"");
    }

    @Test
    void threadsThatOnlyWaitAreNoDeadlock() throws Exception {
        a.lock.lock();
        Thread there = Threads.start("waits", () -> Transfers.inOneOrder(a, b, () -> {}));
        Threads.until("it waits", () -> Threads.waits(there));
        assertThat(ThreadDump.areDeadlocked(there)).isFalse();
        a.lock.unlock();
        Threads.join(there);
    }

    @Test
    void inOneOrderBothGetOn() throws InterruptedException {
        assertThat(Deadlock.inOneOrder()).isEqualTo(2);
    }

    @Test
    void bothGiveBackAndGetOn() throws InterruptedException {
        Deadlock.Tried tried = Deadlock.withBackOff();
        assertThat(tried.paid()).isEqualTo(2);
        assertThat(tried.backOffs()).isPositive();
    }

    /** While the second lock is taken, the first one is free again and again. */
    @Test
    void whoeverBacksOffHoldsNothing() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        b.lock.lock();
        Thread payer = Threads.start("payer", () -> Transfers.withBackOff(a, b, tries::incrementAndGet));
        Threads.until("it has tried three times", () -> tries.get() >= 3);
        Threads.until("the first lock is free", a.lock::tryLock);
        assertThat(a.balance).isZero();
        a.lock.unlock();
        b.lock.unlock();
        Threads.join(payer);
        assertThat(a.balance).isEqualTo(-1);
        assertThat(b.balance).isEqualTo(1);
    }

    @Test
    void noMoneyIsLostWithEither() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Thread there = Threads.start("there", () -> {
            start.await();
            for (int i = 0; i < 2000; i++) {
                Transfers.inOneOrder(a, b, () -> {});
                Transfers.withBackOff(a, b, () -> {});
            }
        });
        Thread back = Threads.start("back", () -> {
            start.await();
            for (int i = 0; i < 2000; i++) {
                Transfers.inOneOrder(b, a, () -> {});
                Transfers.withBackOff(b, a, () -> {});
            }
        });
        Threads.join(there, back);
        assertThat(a.balance).isZero();
        assertThat(b.balance).isZero();
    }
}
