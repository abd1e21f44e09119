package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;

/** 4: eight clients that send an event, wait for the reply, and send the next one. */
final class Break04SlowWork {
    private static final int CLIENTS = 8;
    private static final int WORK_MS = 500;
    private static final Duration DURATION = Duration.ofSeconds(3);

    /** A server that waits for nobody has answered them long before that. */
    private static final long MOST_REQUESTS = 30_000;

    private static final String MEDIAN = "p50 of replies, ms";
    private static final String TAIL = "p99 of replies, ms";
    private static final String REPLIES = "replies per second";
    private static final String BUSY = "of those server_busy, %";
    private static final String APPLIED = "events applied per second";

    static final Scenario SCENARIO = new Scenario(
            4,
            Side.stage(4),
            Side.stage(5),
            "slow work on the event loop",
            "Each event works for 500 ms on the one thread that serves everybody, so eight clients wait for each other."
                    + " With a bounded queue and a worker the event loop only says accepted or server_busy, and"
                    + " goes on.",
            "Nobody waits for the work any more: a full queue says so at once.",
            "Two events a second are applied, as before, so most replies are refusals.",
            new Excerpt("Handler.java", "private Reply offer(Request.Event event) {"),
            Map.of("--work-ms", String.valueOf(WORK_MS), "--queue", "100"),
            List.of(
                    new Claim(
                            MEDIAN,
                            "at least 2000",
                            n -> n >= 2000,
                            "a fiftieth at most",
                            (before, after) -> after <= before / 50),
                    new Claim(
                            TAIL,
                            "at least 2000",
                            n -> n >= 2000,
                            "a fiftieth at most",
                            (before, after) -> after <= before / 50),
                    new Claim(
                            REPLIES,
                            "at most 3",
                            n -> n <= 3,
                            "at least 10 times as many",
                            (before, after) -> after >= 10 * before),
                    new Claim(
                            APPLIED,
                            "at most 2",
                            n -> n <= 1e3 / WORK_MS,
                            "at most 2: there is one worker",
                            (before, after) -> after <= 1e3 / WORK_MS)),
            "milliseconds until the reply",
            5,
            true,
            Break04SlowWork::run);

    private Break04SlowWork() {}

    private static Outcome run(Bench bench) throws IOException {
        Server server = bench.start();
        long start = System.nanoTime();
        LoadResult load = Loads.load(server, RequestLines.buysOfOne(1), CLIENTS, 1, MOST_REQUESTS, DURATION);
        Loads.sleepUntil(start + DURATION.toNanos());
        long events = Questions.balance(server, "user0").orElse(0);
        double applied = events / ((System.nanoTime() - start) / 1e9);
        Histogram replies = load.response().copy();
        replies.add(load.failures());
        double busy = 100.0 * load.rejected() / Math.max(1, load.answered());
        return new Outcome()
                .bar("p50", MEDIAN, millis(replies, 50), "%,.2f".formatted(millis(replies, 50)))
                .bar("p99", TAIL, millis(replies, 99), "%,.2f".formatted(millis(replies, 99)))
                .figure(REPLIES, load.throughput(), "%,.1f".formatted(load.throughput()))
                .figure(BUSY, busy, "%.1f".formatted(busy))
                .figure(APPLIED, applied, "%.1f".formatted(applied));
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1e6;
    }
}
