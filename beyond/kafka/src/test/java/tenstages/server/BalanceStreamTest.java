package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How an event is applied, without any log. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BalanceStreamTest {
    private final List<String> done = new ArrayList<>();
    private final BalanceStream stream = new BalanceStream(
            Config.of(), "127.0.0.1:1", new HostInfo("127.0.0.1", 1), () -> done.add("work"), () -> done.add("hold"));

    @Test
    void theWorkIsDoneAndTheBalanceChanged() {
        assertThat(stream.apply("ada", 5, 10)).isEqualTo(15);
        assertThat(stream.apply("ada", -20, 15)).isEqualTo(-5);
        assertThat(done).containsExactly("work", "hold", "work", "hold");
    }

    @Test
    void whatCannotBeAppliedChangesNothing() {
        assertThat(stream.apply("ada", 1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(stream.apply("ada", -1, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    }

    /** A balance that would be too large. */
    static final class FailingEvent {
        private FailingEvent() {}

        public static void main(String[] args) throws InterruptedException {
            new BalanceStreamTest().stream.apply("ada", 1, Long.MAX_VALUE);
            Output.STDERR.finish("the end", System.nanoTime() + TimeUnit.SECONDS.toNanos(20));
            System.exit(0);
        }
    }

    @Test
    void whatCannotBeAppliedIsTold() throws Exception {
        Process process = new ProcessBuilder(Program.command(FailingEvent.class)).start();
        try {
            assertThat(process.errorReader().lines())
                    .containsSequence("main: an event failed", "java.lang.ArithmeticException: long overflow")
                    .endsWith("the end");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Four threads, each of which may fail three times in a minute. */
    @Test
    void threadsThatFailOneAfterTheOtherAreNotReplacedForEver() {
        long minute = 60_000_000_000L;
        for (int i = 0; i < 12; i++) {
            assertThat(stream.mayBeReplaced(i)).isTrue();
        }
        assertThat(stream.mayBeReplaced(minute)).isFalse();
        assertThat(stream.mayBeReplaced(2 * minute))
                .as("the earlier ones are forgotten")
                .isTrue();
    }
}
