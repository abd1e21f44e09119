package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.MetricsReply;

/** 8: a flood, and then the question how much of it was turned away. */
final class Break08Blind {
    private static final int EVENTS = 20_000;
    private static final String SENT = "events sent";
    private static final String RECEIVED = "received, says the server";
    private static final String REJECTED = "rejected, says the client";
    private static final String DROPPED = "dropped, says the server";
    private static final String RIGHT = "the server can tell, and is right";

    static final Scenario SCENARIO = new Scenario(
            8,
            Side.stage(8),
            Side.stage(9),
            "nobody can say how many were turned away",
            "The server rejects thousands of events and counts none of them, so whoever runs it does not know."
                    + " Counters that each thread adds to in a cell of its own cost next to nothing and always add up.",
            "Whoever runs the server knows what it turned away.",
            "Ctrl+C loses what is accepted and still queued.",
            new Excerpt("Metrics.java", "Snapshot snapshot() {"),
            Map.of("--work-ms", "10", "--hold-ms", "1", "--queue", "1000", "--workers", "16", "--stripes", "64"),
            List.of(new Claim(RIGHT, "no", n -> n == 0, "yes", (before, after) -> after == 1)),
            "events turned away",
            1,
            false,
            Break08Blind::run);

    private Break08Blind() {}

    private static Outcome run(Bench bench) throws IOException {
        Server server = bench.start();
        LoadResult load = Loads.load(server, RequestLines.events(1000, 1), 50, 16, EVENTS, Duration.ofMinutes(1));
        Optional<MetricsReply> metrics = Questions.metrics(server);
        boolean right = metrics.isPresent()
                && metrics.get().received() == load.accepted() + load.rejected()
                && metrics.get().dropped() == load.rejected();
        return new Outcome()
                .figure(SENT, load.scheduled(), String.valueOf(load.scheduled()))
                .figure(RECEIVED, value(metrics, MetricsReply::received), text(metrics, MetricsReply::received))
                .bar("the client says", REJECTED, load.rejected(), String.valueOf(load.rejected()))
                .bar(
                        "the server says",
                        DROPPED,
                        value(metrics, MetricsReply::dropped),
                        text(metrics, MetricsReply::dropped))
                .figure(RIGHT, right ? 1 : 0, right ? "yes" : "no");
    }

    private static long value(Optional<MetricsReply> metrics, ToLongFunction<MetricsReply> counter) {
        return metrics.map(counter::applyAsLong).orElse(0L);
    }

    private static String text(Optional<MetricsReply> metrics, ToLongFunction<MetricsReply> counter) {
        return metrics.map(counter::applyAsLong).map(String::valueOf).orElse("it cannot tell");
    }
}
