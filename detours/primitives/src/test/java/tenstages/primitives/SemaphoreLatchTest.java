package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SemaphoreLatchTest {
    @Test
    void noMoreAreInsideThanThereArePermits() throws InterruptedException {
        assertThat(SemaphoreLatch.mostInside(new Permits(8))).isEqualTo(8);
        assertThat(SemaphoreLatch.mostInside(new Permits(2))).isEqualTo(2);
    }

    @Test
    void aReleaseLetsOneMoreIn() throws InterruptedException {
        Permits permits = new Permits(0);
        Thread first = Threads.start("first", permits::acquire);
        Thread second = Threads.start("second", permits::acquire);
        Threads.until("both wait", () -> Threads.waits(first) && Threads.waits(second));
        permits.release();
        Threads.until("one has a permit", () -> first.isAlive() != second.isAlive());
        permits.release();
        Threads.join(first, second);
    }

    /** Whoever gives a permit back and takes it again at once was faster than the one that waits. */
    @Test
    void whoeverWokeForNothingGetsNoPermit() throws InterruptedException {
        Permits permits = new Permits(0);
        Thread waiting = Threads.start("waiting", permits::acquire);
        Threads.until("it waits", () -> Threads.waits(waiting));
        synchronized (permits) {
            permits.release();
            permits.acquire();
        }
        Threads.until("it waits or is done", () -> Threads.waits(waiting) || !waiting.isAlive());
        assertThat(waiting.isAlive()).isTrue();
        Threads.interrupt(waiting);
    }

    @Test
    void anOpenLatchIsOpenForAllAndForEver() throws InterruptedException {
        Latch latch = new Latch(2);
        latch.countDown();
        assertThat(SemaphoreLatch.passed(latch, latch::await, latch::countDown)).isEqualTo(3);
        latch.countDown();
        latch.await();
    }

    @Test
    void aLatchThatIsNotCountedDownToZeroIsShut() throws InterruptedException {
        Latch latch = new Latch(2);
        assertThat(SemaphoreLatch.passed(latch, latch::await, latch::countDown)).isZero();
    }

    @Test
    void notifyLetsOneOfThreeGoOn() throws InterruptedException {
        SemaphoreLatch.NotifyLatch latch = new SemaphoreLatch.NotifyLatch();
        assertThat(SemaphoreLatch.passed(latch, latch::await, latch::countDown)).isEqualTo(1);
    }
}
