package tenstages.loadgen.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.ServerProcess;

/** 10: {@code kill -9}, and then the same server again. */
final class Kill {
    private static final int USERS = 100;
    private static final int EVENTS = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String BEFORE = "in the balances before kill -9";
    private static final String AFTER = "in the balances after a restart";

    static final Scenario SCENARIO = new Scenario(
            10,
            "kill -9 forgets everything",
            "The balances live in the memory of one process, so they die with it, whatever care its shutdown takes."
                    + " Surviving that takes a log on disk, or a second machine: a stage that is still to come.",
            Map.of("--work-ms", "0", "--hold-ms", "0", "--queue", "100000"),
            List.of(
                    new Claim(AFTER, "0", n -> n == 0, "", n -> true),
                    new Claim(BEFORE, "2000", n -> n == EVENTS, "", n -> true)),
            "events in the balances",
            Kill::run);

    private Kill() {}

    private static Outcome run(Bench bench) throws IOException {
        ServerProcess server = bench.start();
        LoadResult load = Bench.load(server, RequestLines.buysOfOne(USERS), 10, 16, EVENTS, Duration.ofMinutes(1));
        long before = Balance.awaitSum(server, USERS, load.accepted());
        server.signal("KILL");
        server.awaitExit(PATIENCE);
        long after = Balance.sum(bench.start(), USERS);
        return new Outcome()
                .figure("accepted", load.accepted(), String.valueOf(load.accepted()))
                .figure(BEFORE, before, String.valueOf(before))
                .figure(AFTER, after, String.valueOf(after))
                .point("before kill -9", before)
                .point("after a restart", after);
    }
}
