package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, because it counts threads. */
@Isolated
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PacerTest {
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long NEVER = Duration.ofHours(1).toNanos();

    @Test
    void theSelectorWakesWhenARequestIsDueAndNotBefore() throws IOException {
        long due = System.nanoTime() + SOON;
        try (Selector selector = Selector.open();
                Pacer pacer = new Pacer(selector, due)) {
            for (int i = 1; i <= 100; i++) {
                // Without an end of its own: only the pacer can wake it.
                selector.select();
                assertThat(System.nanoTime() - due).isNotNegative();
                due = System.nanoTime() + SOON / i;
                pacer.wakeAt(due);
            }
        }
    }

    @Test
    void anEarlierTimeReplacesALaterOne() throws IOException {
        try (Selector selector = Selector.open();
                Pacer pacer = new Pacer(selector, System.nanoTime() + NEVER)) {
            long due = System.nanoTime() + SOON;
            pacer.wakeAt(due);
            selector.select();
            assertThat(System.nanoTime() - due).isNotNegative();
        }
    }

    @Test
    void itsThreadHasEndedOnceThePacerIsClosed() throws IOException {
        try (Selector selector = Selector.open()) {
            Pacer pacer = new Pacer(selector, System.nanoTime() + NEVER);
            assertThat(pacers()).isPositive();
            pacer.close();
            assertThat(pacers()).isZero();
        }
    }

    private static long pacers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("pacer"))
                .count();
    }
}
