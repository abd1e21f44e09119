package tenstages.loadgen.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.ServerProcess;

/** 4: eight clients that send an event, wait for the reply, and send the next one. */
final class SlowWork {
    private static final int CLIENTS = 8;
    private static final Duration DURATION = Duration.ofSeconds(5);
    private static final String MEDIAN = "p50 of replies, ms";
    private static final String TAIL = "p99 of replies, ms";
    private static final String REPLIES = "replies per second";
    private static final String BUSY = "of those server_busy, %";

    static final Scenario SCENARIO = new Scenario(
            4,
            "slow work on the event loop",
            "Each event works for 500 ms on the one thread that serves everybody, so eight clients wait for each other."
                    + " With a bounded queue and a worker the event loop only says accepted or server_busy, and goes on.",
            Map.of("--work-ms", "500", "--queue", "100"),
            List.of(
                    new Claim(MEDIAN, "at least 2000", n -> n >= 2000, "below 50", n -> n < 50),
                    new Claim(TAIL, "at least 2000", n -> n >= 2000, "below 50", n -> n < 50),
                    new Claim(REPLIES, "at most 3", n -> n <= 3, "more than 3", n -> n > 3)),
            "milliseconds until the reply",
            SlowWork::run);

    private SlowWork() {}

    private static Outcome run(Bench bench) throws IOException {
        ServerProcess server = bench.start();
        LoadResult load = Bench.load(server, RequestLines.events(100, 1), CLIENTS, 1, Long.MAX_VALUE, DURATION);
        Histogram replies = load.response().copy();
        replies.add(load.failures());
        double busy = 100.0 * load.rejected() / Math.max(1, load.answered());
        return new Outcome()
                .figure(MEDIAN, millis(replies, 50), "%,.2f".formatted(millis(replies, 50)))
                .figure(TAIL, millis(replies, 99), "%,.2f".formatted(millis(replies, 99)))
                .figure(REPLIES, load.throughput(), "%,.1f".formatted(load.throughput()))
                .figure(BUSY, busy, "%.1f".formatted(busy))
                .point("p50", millis(replies, 50))
                .point("p90", millis(replies, 90))
                .point("p99", millis(replies, 99));
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e6;
    }
}
