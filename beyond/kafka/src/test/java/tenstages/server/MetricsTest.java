package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {
    private final Metrics metrics = new Metrics();

    @Test
    void eachCounterCountsItsOwnAndPendingIsWhatIsLeft() {
        for (int i = 0; i < 10; i++) {
            metrics.eventReceived();
        }
        metrics.eventsProcessed(3);
        metrics.eventDropped();
        metrics.eventDropped();
        assertThat(metrics.snapshot()).isEqualTo(new Metrics.Snapshot(10, 3, 2, 0));
        assertThat(metrics.snapshot().pending()).isEqualTo(5);
    }

    /**
     * Each event is over at once, so a snapshot that reads the beginning before the end sees more ends than beginnings.
     */
    @Test
    void pendingIsNeverNegativeWhateverIsCountedMeanwhile() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread[] threads = {
            new Thread(() -> count(enough, () -> metrics.eventsProcessed(1))),
            new Thread(() -> count(enough, metrics::eventDropped))
        };
        for (Thread thread : threads) {
            thread.start();
        }
        try {
            for (int i = 0; i < 200_000; i++) {
                assertThat(metrics.snapshot().pending()).isBetween(0L, Long.MAX_VALUE);
            }
        } finally {
            enough.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(metrics.snapshot().pending()).isZero();
    }

    private void count(AtomicBoolean enough, Runnable end) {
        while (!enough.get()) {
            metrics.eventReceived();
            end.run();
        }
    }
}
