package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;

/** 5: far more events than the server can apply. */
final class Break05Flood {
    private static final int EVENTS = 5000;
    private static final int CONNECTIONS = 200;
    private static final int WORK_MS = 500;

    /** In the middle of a round of work, so that a delay does not move an event into the next one. */
    private static final Duration LOOK_AFTER = Duration.ofMillis(8 * WORK_MS + WORK_MS / 2);

    private static final String APPLIED = "events applied per second";
    private static final String REJECTED = "events rejected, %";

    static final Scenario SCENARIO = new Scenario(
            5,
            Side.stage(5),
            Side.stage(6),
            "one slow worker",
            "One worker applies two events a second, so nearly everything else is turned away, politely and at once."
                    + " Four workers take from the same queue and apply four times as many.",
            "Four times the events are applied in the same time.",
            "The queue is no longer, so a short flood is turned away as before.",
            new Excerpt("Main.java", "Workers workers = new Workers(config.workers(), queue, balances);"),
            Map.of("--work-ms", String.valueOf(WORK_MS), "--queue", "100", "--workers", "4"),
            List.of(
                    new Claim(
                            APPLIED,
                            "at most 2",
                            n -> n <= 1e3 / WORK_MS,
                            "at least 3.5 times as many",
                            (before, after) -> after >= 3.5 * before),
                    new Claim(
                            REJECTED,
                            "at least 95",
                            n -> n >= 95,
                            "at least 90: the queue is as long",
                            (before, after) -> after >= 90)),
            "events applied per second",
            5,
            true,
            Break05Flood::run);

    private Break05Flood() {}

    /** Every event is for a user of its own: stage 6 could lose updates of the same one. */
    private static Outcome run(Bench bench) throws IOException {
        Server server = bench.start();
        long start = System.nanoTime();
        LoadResult load =
                Loads.load(server, RequestLines.buysOfOne(EVENTS), CONNECTIONS, 1, EVENTS, Duration.ofMinutes(1));
        Loads.sleepUntil(start + LOOK_AFTER.toNanos());
        long applied = Questions.sumOfBalances(server, EVENTS);
        double perSecond = applied / (8 * WORK_MS / 1e3);
        double rejected = 100.0 * load.rejected() / load.scheduled();
        return new Outcome()
                .bar("applied per second", APPLIED, perSecond, "%.1f".formatted(perSecond))
                .figure(REJECTED, rejected, "%.1f".formatted(rejected));
    }
}
