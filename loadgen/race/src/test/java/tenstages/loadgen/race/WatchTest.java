package tenstages.loadgen.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.process.EchoProgram;
import tenstages.loadgen.process.Server;

/** Isolated, because it looks for threads by their name. */
@Isolated
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchTest {
    @BeforeEach
    void awaitTheEndOfOthers() {
        await().until(() -> watchers() == 0);
    }

    @Test
    void whatIsSeenOfAProcessIsKnownAndTheWatchEndsByItself() throws Exception {
        try (Server server = EchoProgram.start()) {
            Watch watch = new Watch(server, Duration.ofMillis(500));
            assertThat(watch.seen()).isEqualTo(new Watch.Seen(0, 0, Double.NaN));
            watch.begin();
            watch.begin();
            assertThat(watchers()).isLessThanOrEqualTo(2);
            await().until(() -> watchers() == 0);
            assertThat(watch.seen().residentBytes()).isPositive();
            assertThat(watch.seen().threads()).isPositive();
        }
    }

    /** By then its clients may have left, and its threads ended. */
    @Test
    void switchesCountedAfterTheLoadAreNotKnown() throws Exception {
        try (Server server = EchoProgram.start()) {
            Watch watch = new Watch(server, Duration.ofNanos(1));
            watch.begin();
            await().until(() -> watchers() == 0);
            assertThat(watch.seen().switchesPerSecond()).isNaN();
        }
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("watch"))
                .count();
    }
}
