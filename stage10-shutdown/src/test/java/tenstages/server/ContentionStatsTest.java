package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ContentionStatsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Output out = new Output(new PrintStream(printed, true, UTF_8), "printer");

    @Test
    void aLineTellsRateAndAveragesAndMaxima() throws Exception {
        ContentionStats stats = new ContentionStats(out, false);
        stats.record("ada", 1, times(30, 10));
        stats.record("ada", 2, times(10, 5));
        stats.record("ada", 3, times(5, 15));
        stats.print(SECOND / 2);
        assertThat(lines())
                .containsExactly("events/s=6 wait avg=15.00ms max=30.00ms hold avg=10.00ms max=15.00ms wait/hold=1.50");
    }

    @Test
    void aLockThatIsHeldForNoTimeAtAllHasARatioToo() throws Exception {
        ContentionStats stats = new ContentionStats(out, false);
        stats.record("ada", 1, times(0, 0));
        stats.print(SECOND);
        assertThat(lines())
                .containsExactly("events/s=1 wait avg=0.00ms max=0.00ms hold avg=0.00ms max=0.00ms wait/hold=0.00");
    }

    @Test
    void everyLineBeginsAnewAndThereIsNoneForNoEvents() throws Exception {
        ContentionStats stats = new ContentionStats(out, false);
        stats.print(SECOND);
        stats.record("ada", 1, times(30, 10));
        stats.print(SECOND);
        stats.print(SECOND);
        stats.record("ada", 2, times(1, 2));
        stats.print(SECOND);
        assertThat(lines())
                .containsExactly(
                        "events/s=1 wait avg=30.00ms max=30.00ms hold avg=10.00ms max=10.00ms wait/hold=3.00",
                        "events/s=1 wait avg=1.00ms max=1.00ms hold avg=2.00ms max=2.00ms wait/hold=0.50");
    }

    @Test
    void aVerboseLineTellsOneEventAndCannotBeForgedByAName() throws Exception {
        ContentionStats stats = new ContentionStats(out, true);
        stats.record("ada\n\r\u2028\t worker-9", 30, new TimedLock.Times(45_230_000, 10_120_000));
        assertThat(lines())
                .containsExactly(Thread.currentThread().getName()
                        + " user=ada?????worker-9 balance=30 wait=45.23ms hold=10.12ms");
    }

    @Test
    void theEventLoopHasALinePrintedAgainAndAgain() throws Exception {
        ContentionStats stats = new ContentionStats(out, false);
        StoppedClock clock = new StoppedClock();
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), AnyHandler.create(), clock)) {
            stats.printEachSecond(server.eventLoop);
            stats.record("ada", 1, times(1, 1));
            clock.advance(999, server.eventLoop);
            stats.record("ada", 1, times(1, 1));
            clock.advance(1, server.eventLoop);
            for (int i = 0; i < 9; i++) {
                stats.record("ada", 1, times(1, 1));
            }
            // On a busy machine it may be late.
            clock.advance(3000, server.eventLoop);
        }
        assertThat(lines())
                .hasSize(2)
                .satisfies(line -> assertThat(line).startsWith("events/s=2 "), atIndex(0))
                .satisfies(line -> assertThat(line).startsWith("events/s=3 "), atIndex(1));
    }

    private static TimedLock.Times times(long waitMs, long holdMs) {
        return new TimedLock.Times(TimeUnit.MILLISECONDS.toNanos(waitMs), TimeUnit.MILLISECONDS.toNanos(holdMs));
    }

    private List<String> lines() throws InterruptedException {
        out.finish("last", System.nanoTime() + 30 * SECOND);
        List<String> lines = printed.toString(UTF_8).lines().toList();
        return lines.subList(0, lines.size() - 1);
    }
}
