package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Await;

/** 10: {@code kill -9} while events come in, and then the same server again. */
final class Break10Kill {
    private static final int USERS = 100;
    private static final int CONNECTIONS = 10;
    private static final double RATE = 2000;
    private static final Duration BEFORE = Duration.ofMillis(1500);

    /** More than is needed: a load ends when its server does. */
    private static final Duration AFTER = Duration.ofSeconds(5);

    private static final String ACCEPTED = "accepted before kill -9";
    private static final String MISSING = "missing after a restart";
    private static final String TWICE = "applied twice";

    static final Scenario SCENARIO = new Scenario(
            10,
            Side.stage(10),
            Side.LOG,
            "kill -9 forgets everything",
            "The balances live in the memory of one process, so they die with it, whatever care its shutdown takes."
                    + " With a log, accepted means that the event is outside of the process, and a restart goes"
                    + " on where the log says.",
            "What is accepted is applied exactly once, however the process ends.",
            "Each reply waits for the log, and one machine is still the limit.",
            new Excerpt("BalanceStream.java", "private Topology topology() {"),
            Map.of("--work-ms", "0", "--hold-ms", "0", "--queue", "100000"),
            List.of(
                    new Claim(MISSING, "more than 100", n -> n > 100, "0", (before, after) -> after == 0),
                    new Claim(TWICE, "0", n -> n == 0, "0", (before, after) -> after == 0)),
            "events",
            8,
            false,
            Break10Kill::run);

    private Break10Kill() {}

    private static Outcome run(Bench bench) throws IOException {
        Server server = bench.start();
        Questions.awaitApplying(server);
        CompletableFuture<LoadResult> load = Loads.begin(load(server));
        LockSupport.parkNanos(BEFORE.toNanos());
        server.signal("KILL");
        server.awaitExit(Await.PATIENCE);
        long inBalances = Questions.settledSum(bench.start(), USERS);
        LoadResult result = Loads.join(load);
        long missing = Math.max(0, result.accepted() - inBalances);
        // Nobody knows of these whether they were applied.
        long most = result.accepted() + result.inFlight() + result.timedOut();
        long twice = Math.max(0, inBalances - most);
        return new Outcome()
                .bar("accepted", ACCEPTED, result.accepted(), String.valueOf(result.accepted()))
                .bar("missing", MISSING, missing, missing + " of " + result.accepted())
                .figure(TWICE, twice, String.valueOf(twice));
    }

    private static LoadPlan load(Server server) {
        return Loads.rate(server.address(), RequestLines.buysOfOne(USERS), CONNECTIONS, RATE, BEFORE.plus(AFTER));
    }
}
