package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;

/** 3: a thousand events that the server says yes to, and then the question what became of them. */
final class Break03Amnesia {
    private static final int EVENTS = 1000;
    private static final String ACKNOWLEDGED = "events acknowledged";
    private static final String REMEMBERED = "events in the balance afterwards";

    static final Scenario SCENARIO = new Scenario(
            3,
            Side.stage(3),
            Side.stage(4),
            "accepted and forgotten",
            "The server checks each event, says accepted, and keeps nothing, so there is nothing to ask for afterwards."
                    + " The next one applies each event to a balance before it replies.",
            "What is acknowledged is in the balance.",
            "Everybody waits for each event's work.",
            new Excerpt("Balances.java", "long apply(Request.Event event) {"),
            Map.of("--work-ms", "0"),
            List.of(
                    new Claim(REMEMBERED, "0", n -> n == 0, "1000", (before, after) -> after == EVENTS),
                    new Claim(ACKNOWLEDGED, "1000", n -> n == EVENTS, "1000", (before, after) -> after == EVENTS)),
            "events, of 1,000",
            1,
            false,
            Break03Amnesia::run);

    private Break03Amnesia() {}

    private static Outcome run(Bench bench) throws IOException {
        Server server = bench.start();
        LoadResult load = Loads.load(server, RequestLines.buysOfOne(1), 1, 16, EVENTS, Duration.ofMinutes(1));
        long acknowledged = load.accepted() + load.ok();
        long remembered = Questions.balance(server, "user0").orElse(0);
        return new Outcome()
                .bar("acknowledged", ACKNOWLEDGED, acknowledged, acknowledged + " of " + EVENTS)
                .bar("in the balance", REMEMBERED, remembered, remembered + " of " + EVENTS);
    }
}
