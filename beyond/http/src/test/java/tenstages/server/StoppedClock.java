package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock for an event loop: it stands still until the test sets it forward. The number soon overflows, as it may. */
final class StoppedClock implements LongSupplier {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(10));

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    void advance(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Sets the clock forward. Returns when the event loop has run every task that is due by then. */
    void advance(long millis, EventLoop eventLoop) throws InterruptedException {
        advance(millis);
        awaitDueTasks(eventLoop);
    }

    /**
     * Of the tasks that are due in one round the first one may run last. So there are two of them, one after the other.
     */
    private static void awaitDueTasks(EventLoop eventLoop) throws InterruptedException {
        for (int round = 0; round < 2; round++) {
            CountDownLatch done = new CountDownLatch(1);
            eventLoop.execute(done::countDown);
            assertThat(done.await(20, TimeUnit.SECONDS))
                    .as("the event loop runs")
                    .isTrue();
        }
    }
}
