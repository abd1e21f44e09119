package tenstages.loadgen.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.ServerProcess;

/** 8: a flood, and then the question how much of it was turned away. */
final class Blind {
    private static final int EVENTS = 20_000;
    private static final String OWN = "the client's own counts";
    private static final String TOLD = "what the server says";
    private static final String RIGHT = "the server can tell, and is right";

    static final Scenario SCENARIO = new Scenario(
            8,
            "nobody can say how many were turned away",
            "The server rejects thousands of events and counts none of them, so whoever runs it does not know."
                    + " Counters that each thread adds to in a cell of its own cost next to nothing and always add up.",
            Map.of("--work-ms", "10", "--hold-ms", "1", "--queue", "1000", "--workers", "16", "--stripes", "64"),
            List.of(new Claim(RIGHT, "no", n -> n == 0, "yes", n -> n == 1)),
            "events, as the client and the server count them",
            Blind::run);

    private Blind() {}

    private static Outcome run(Bench bench) throws IOException {
        ServerProcess server = bench.start();
        LoadResult load = Bench.load(server, RequestLines.events(1000, 1), 50, 16, EVENTS, Duration.ofMinutes(1));
        Optional<Metrics> metrics = Metrics.of(server);
        boolean right = metrics.isPresent()
                && metrics.get().received() == load.accepted() + load.rejected()
                && metrics.get().dropped() == load.rejected();
        return new Outcome()
                .figure(OWN, load.rejected(), "%d sent, %d rejected".formatted(load.scheduled(), load.rejected()))
                .figure(
                        TOLD,
                        metrics.map(Metrics::dropped).orElse(0L),
                        metrics.map(m -> "%d received, %d dropped".formatted(m.received(), m.dropped()))
                                .orElse("nothing: it does not know the question"))
                .figure(RIGHT, right ? 1 : 0, right ? "yes" : "no")
                .point("rejected, says the client", load.rejected())
                .point("dropped, says the server", metrics.map(Metrics::dropped).orElse(0L));
    }
}
