package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Cluster;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Await;

/**
 * 11: {@code kill -9} of a server, and nobody starts it again; where there are brokers to spare, of one of them, too.
 */
final class Break11Machine {
    private static final int USERS = 100;
    private static final int CONNECTIONS = 10;
    private static final double RATE = 1000;
    private static final Duration BEFORE = Duration.ofMillis(1500);
    private static final Duration AFTER = Duration.ofSeconds(1);

    private static final String ACCEPTED = "accepted before kill -9";
    private static final String UNSERVED = "users that nobody answers for";
    private static final String OUT_OF_REACH = "accepted and out of reach";
    private static final String TWICE = "applied twice";
    private static final String WITHOUT_BROKER = "accepted with a broker less";

    static final Scenario SCENARIO = new Scenario(
            11,
            Side.LOG,
            Side.TWO_LOGS,
            "one machine is the limit",
            "The log survives its server, but nobody answers until somebody starts one again."
                    + " Two servers share the users, and three brokers the log: the others take over.",
            "A machine may die: what was accepted is there, and its users are served again after seconds.",
            "Those seconds. Whoever sends an unanswered event again may send it twice: it has no id.",
            new Excerpt(
                    "Balances.java",
                    "private void lookUp(String user, CompletableFuture<Reply> reply, boolean passOn, long pauseMs) {"),
            Map.of("--work-ms", "0", "--hold-ms", "0", "--queue", "100000"),
            List.of(
                    new Claim(UNSERVED, "100 of 100", n -> n == USERS, "0", (before, after) -> after == 0),
                    new Claim(OUT_OF_REACH, "more than 100", n -> n > 100, "0", (before, after) -> after == 0),
                    new Claim(TWICE, "0", n -> n == 0, "0", (before, after) -> after == 0),
                    new Claim(WITHOUT_BROKER, "0 of 100", n -> n == 0, "100 of 100", (b, after) -> after == USERS)),
            "events",
            20,
            false,
            Break11Machine::run);

    /** Something that may fail as anything outside may. */
    private interface Step {
        void run() throws IOException;
    }

    private Break11Machine() {}

    private static Outcome run(Bench bench) throws IOException {
        if (!bench.isDoubled()) {
            // Its broker dies with it.
            return kill(List.of(bench.start()), () -> {});
        }
        Cluster cluster = bench.startCluster();
        Map<String, String> shared = Map.of("--bootstrap", cluster.bootstrap());
        return kill(List.of(bench.start(List.of(), shared), bench.start(List.of(), shared)), cluster::killBroker);
    }

    private static Outcome kill(List<Server> servers, Step killBroker) throws IOException {
        AtomicLong kill = new AtomicLong();
        List<LoadResult> loads = killUnderLoad(servers, kill);
        Server survivor = servers.get(0);
        long answered = Questions.usersAnsweredFor(survivor, USERS);
        String takeover = answered == USERS ? secondsSince(kill.get()) : "nobody does";
        killBroker.run();
        long killed = System.nanoTime();
        long accepted = 0;
        long inBalances = 0;
        String withoutBroker = "nobody does";
        try {
            LoadResult more = Loads.load(survivor, RequestLines.buysOfOne(USERS), 1, USERS, USERS, Await.PATIENCE);
            accepted = more.accepted();
            withoutBroker = accepted == USERS ? secondsSince(killed) : "nobody does";
            loads.add(more);
            inBalances = Questions.settledSum(survivor, USERS);
        } catch (IOException e) {
            // There is nobody to ask.
        }
        return outcome(loads, answered, inBalances, accepted)
                .figure("until somebody answers, s", 0, takeover)
                .figure("until somebody accepts, s", 0, withoutBroker);
    }

    /** Each server has a load of its own; the last one is killed in the middle of it, and it is noted when. */
    private static List<LoadResult> killUnderLoad(List<Server> servers, AtomicLong kill) throws IOException {
        List<CompletableFuture<LoadResult>> loads = new ArrayList<>();
        for (Server server : servers) {
            Questions.awaitApplying(server);
        }
        for (Server server : servers) {
            loads.add(Loads.begin(load(server)));
        }
        LockSupport.parkNanos(BEFORE.toNanos());
        Server victim = servers.get(servers.size() - 1);
        kill.set(System.nanoTime());
        victim.signal("KILL");
        victim.awaitExit(Await.PATIENCE);
        List<LoadResult> results = new ArrayList<>();
        for (CompletableFuture<LoadResult> load : loads) {
            results.add(Loads.join(load));
        }
        return results;
    }

    private static LoadPlan load(Server server) {
        return Loads.rate(server.address(), RequestLines.buysOfOne(USERS), CONNECTIONS, RATE, BEFORE.plus(AFTER));
    }

    private static Outcome outcome(List<LoadResult> loads, long answered, long inBalances, long withoutBroker) {
        long accepted = loads.stream().mapToLong(LoadResult::accepted).sum();
        long unknown = loads.stream()
                .mapToLong(load -> load.inFlight() + load.timedOut())
                .sum();
        long outOfReach = Math.max(0, accepted - inBalances);
        long twice = Math.max(0, inBalances - accepted - unknown);
        return new Outcome()
                .bar("accepted", ACCEPTED, accepted, String.valueOf(accepted))
                .bar("out of reach", OUT_OF_REACH, outOfReach, outOfReach + " of " + accepted)
                .figure(TWICE, twice, String.valueOf(twice))
                .figure(UNSERVED, USERS - answered, USERS - answered + " of " + USERS)
                .figure(WITHOUT_BROKER, withoutBroker, withoutBroker + " of " + USERS);
    }

    private static String secondsSince(long start) {
        return String.format(Locale.ROOT, "%.1f", (System.nanoTime() - start) / 1e9);
    }
}
