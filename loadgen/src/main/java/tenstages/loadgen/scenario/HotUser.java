package tenstages.loadgen.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.ServerProcess;

/** 6: everybody pays in to the same account, and then it is audited. */
final class HotUser {
    private static final int EVENTS = 200;
    private static final Duration QUIET = Duration.ofMillis(600);
    private static final String ACCEPTED = "accepted";
    private static final String BALANCE = "balance at the audit";
    private static final String MISSING = "missing";

    static final Scenario SCENARIO = new Scenario(
            6,
            "money goes missing",
            "Two workers read the same balance, both add to it, and the second one writes over what the first one wrote:"
                    + " a thread-safe map does not make get, work, put one step. A lock around the three does.",
            Map.of("--workers", "4", "--queue", "1000", "--work-ms", "20", "--hold-ms", "0"),
            List.of(
                    new Claim(MISSING, "more than 0", n -> n > 0, "0", n -> n == 0),
                    new Claim(ACCEPTED, "200", n -> n == EVENTS, "200", n -> n == EVENTS)),
            "after 200 payments of 1",
            HotUser::run);

    private HotUser() {}

    private static Outcome run(Bench bench) throws IOException {
        ServerProcess server = bench.start();
        LoadResult load = Bench.load(server, RequestLines.buysOfOne(1), 10, 1, EVENTS, Duration.ofMinutes(1));
        long balance = settled(server, load.accepted());
        long missing = load.accepted() - balance;
        return new Outcome()
                .figure(ACCEPTED, load.accepted(), String.valueOf(load.accepted()))
                .figure(BALANCE, balance, String.valueOf(balance))
                .figure(MISSING, missing, String.valueOf(missing))
                .point("accepted", load.accepted())
                .point("balance", balance);
    }

    /** The balance once it is right, or has not changed for a time in which every worker would have written. */
    private static long settled(ServerProcess server, long expected) throws IOException {
        long balance = Balance.of(server, "user0").orElse(0);
        long since = System.nanoTime();
        while (balance != expected && System.nanoTime() - since < QUIET.toNanos()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            long now = Balance.of(server, "user0").orElse(0);
            if (now != balance) {
                balance = now;
                since = System.nanoTime();
            }
        }
        return balance;
    }
}
