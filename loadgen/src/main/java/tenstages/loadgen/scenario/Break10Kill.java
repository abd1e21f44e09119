package tenstages.loadgen.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Await;

/** 10: {@code kill -9}, and then the same server again. */
final class Break10Kill {
    private static final int USERS = 100;
    private static final int EVENTS = 2000;
    private static final String BEFORE = "in the balances before kill -9";
    private static final String AFTER = "in the balances after a restart";

    static final Scenario SCENARIO = new Scenario(
            10,
            "kill -9 forgets everything",
            "The balances live in the memory of one process, so they die with it, whatever care its shutdown takes."
                    + " Surviving that takes a log on disk, or a second machine: a stage that is still to come.",
            "",
            "",
            null,
            Map.of("--work-ms", "0", "--hold-ms", "0", "--queue", "100000"),
            List.of(
                    new Claim(AFTER, "0", n -> n == 0, "2000", (before, after) -> after == EVENTS),
                    new Claim(BEFORE, "2000", n -> n == EVENTS, "2000", (before, after) -> after == EVENTS)),
            "events in the balances",
            2,
            Break10Kill::run);

    private Break10Kill() {}

    private static Outcome run(Bench bench) throws IOException {
        Server server = bench.start();
        LoadResult load = Bench.load(server, RequestLines.buysOfOne(USERS), 10, 16, EVENTS, Duration.ofMinutes(1));
        long before =
                Await.answer(Await.PATIENCE, () -> Bench.sumOfBalances(server, USERS), sum -> sum == load.accepted());
        server.signal("KILL");
        server.awaitExit(Await.PATIENCE);
        long after = Bench.sumOfBalances(bench.start(), USERS);
        return new Outcome()
                .figure("accepted", load.accepted(), String.valueOf(load.accepted()))
                .bar("before kill -9", BEFORE, before, before + " of " + EVENTS)
                .bar("after a restart", AFTER, after, after + " of " + EVENTS);
    }
}
