package tenstages.loadgen.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.ServerProcess;

/** 3: a thousand events that the server says yes to, and then the question what became of them. */
final class Amnesia {
    private static final int EVENTS = 1000;
    private static final String ACKNOWLEDGED = "events acknowledged";
    private static final String REMEMBERED = "events in the balance afterwards";

    static final Scenario SCENARIO = new Scenario(
            3,
            "accepted and forgotten",
            "The server checks each event, says accepted, and keeps nothing, so there is nothing to ask for afterwards."
                    + " The next one applies each event to a balance before it replies.",
            Map.of("--work-ms", "0"),
            List.of(
                    new Claim(REMEMBERED, "none", n -> n == 0, "1000", n -> n == EVENTS),
                    new Claim(ACKNOWLEDGED, "1000", n -> n == EVENTS, "1000", n -> n == EVENTS)),
            "of 1,000 events",
            Amnesia::run);

    private Amnesia() {}

    private static Outcome run(Bench bench) throws IOException {
        ServerProcess server = bench.start();
        LoadResult load = Bench.load(server, RequestLines.buysOfOne(1), 1, 16, EVENTS, Duration.ofMinutes(1));
        long acknowledged = load.accepted() + load.ok();
        long remembered = Balance.of(server, "user0").orElse(0);
        return new Outcome()
                .figure(ACKNOWLEDGED, acknowledged, acknowledged + " of " + EVENTS)
                .figure(REMEMBERED, remembered, remembered + " of " + EVENTS)
                .point("acknowledged", acknowledged)
                .point("remembered", remembered);
    }
}
