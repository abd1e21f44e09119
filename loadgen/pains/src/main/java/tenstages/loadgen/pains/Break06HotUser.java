package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;

/** 6: everybody pays in to the same account, and then it is audited. */
final class Break06HotUser {
    private static final int EVENTS = 200;
    private static final Duration QUIET = Duration.ofMillis(600);
    private static final String ACCEPTED = "accepted";
    private static final String BALANCE = "balance at the audit";
    private static final String MISSING = "missing";

    static final Scenario SCENARIO = new Scenario(
            6,
            Side.stage(6),
            Side.stage(7),
            "money goes missing",
            "Two workers read the same balance, both add to it, and the second one writes over what the first"
                    + " one wrote:"
                    + " a thread-safe map does not make get, work, put one step. A lock around the three does.",
            "The account is right, to the last payment.",
            "All workers now wait for one lock.",
            new Excerpt("Balances.java", "long apply(Request.Event event) {"),
            // Each stage waits between its read and its write: the one for --work-ms, the next one for --hold-ms.
            Map.of("--workers", "4", "--queue", "1000", "--work-ms", "5", "--hold-ms", "5"),
            List.of(
                    new Claim(MISSING, "more than 0", n -> n > 0, "0", (before, after) -> after == 0),
                    new Claim(ACCEPTED, "200", n -> n == EVENTS, "200", (before, after) -> after == EVENTS)),
            "payments of 1",
            3,
            false,
            Break06HotUser::run);

    private Break06HotUser() {}

    private static Outcome run(Bench bench) throws IOException {
        Server server = bench.start();
        LoadResult load = Loads.load(server, RequestLines.buysOfOne(1), 10, 1, EVENTS, Duration.ofMinutes(1));
        long balance = settled(server, load.accepted());
        long missing = load.accepted() - balance;
        return new Outcome()
                .bar("accepted", ACCEPTED, load.accepted(), load.accepted() + " of " + EVENTS)
                .bar("balance", BALANCE, balance, String.valueOf(balance))
                .bar("missing", MISSING, missing, missing + " of " + load.accepted());
    }

    /** The balance once it is right, or has not changed for a time in which every worker would have written. */
    private static long settled(Server server, long expected) throws IOException {
        long balance = Questions.balance(server, "user0").orElse(0);
        long since = System.nanoTime();
        while (balance != expected && System.nanoTime() - since < QUIET.toNanos()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            long now = Questions.balance(server, "user0").orElse(0);
            if (now != balance) {
                balance = now;
                since = System.nanoTime();
            }
        }
        return balance;
    }
}
