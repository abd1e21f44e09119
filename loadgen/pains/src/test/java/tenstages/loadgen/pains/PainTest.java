package tenstages.loadgen.pains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static tenstages.loadgen.model.Fault.*;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.model.Fault;
import tenstages.loadgen.model.ModelServer;
import tenstages.loadgen.process.Cluster;
import tenstages.loadgen.process.MachineWatch;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.StageOptions;

/** The real attacks on servers that have the pain and the cure, and on servers that lack one of them. */
@Execution(ExecutionMode.CONCURRENT)
class PainTest {
    private static final Duration LIMIT = Duration.ofSeconds(100);

    /** On a busy machine a wrong server may look right once, and a right one wrong. */
    private static final int TRIES = 3;

    /**
     * A contract that must not hold.
     *
     * @param scenario its number
     * @param stage which of the two stages is not as it should be
     * @param faults what it does instead
     * @param figures the figures that must tell
     */
    private record Broken(int scenario, int stage, Set<Fault> faults, List<String> figures) {
        boolean isToldBy(List<String> clauses) {
            Side side = Scenario.all().get(scenario - 1).sides().get(stage - scenario);
            String pain =
                    (stage == scenario ? "the pain does not show on " : "the pain is not gone on ") + side.called();
            return figures.stream().allMatch(figure -> clauses.stream()
                    .anyMatch(line -> line.startsWith(pain + ": " + figure + " should be ")));
        }
    }

    private static final Map<Integer, FutureTask<Breaking>> RIGHT = new ConcurrentHashMap<>();

    private static final List<Broken> BROKEN = List.of(
            painless(1, SERVES_ALL_AT_ONCE, "answered within 2 s"),
            painless(1, SERVES_ONE_CLIENT, "answered once the silent one left"),
            uncured(1, SERVES_ONE_AT_A_TIME, "answered within 2 s"),
            uncured(1, SERVES_ONE_CLIENT, "answered once the silent one left"),
            painless(2, ECHO_NAMES_GARBAGE, "garbage lines answered with an error"),
            painless(2, LONG_LINE_HANGS_UP_ON_ALL, "server survives the endless line"),
            painless(2, LONG_LINE_IS_TOLD_AND_ENDS_THE_SERVER, "endless line answered with line_too_long"),
            painless(2, LONG_LINE_ENDS_THE_SERVER_AND_SPARES_CLIENTS, "an ordinary client meanwhile"),
            uncured(2, GARBAGE_IS_ACCEPTED, "garbage lines answered with an error"),
            uncured(2, LONG_LINE_ENDS_THE_SERVER, "server survives the endless line"),
            uncured(2, NO_REPLY_TO_A_LONG_LINE, "endless line answered with line_too_long"),
            uncured(2, LONG_LINE_HANGS_UP_ON_ALL, "an ordinary client meanwhile"),
            painless(3, REMEMBERS, "events in the balance afterwards"),
            painless(3, REFUSES_SOME, "events acknowledged"),
            uncured(3, FORGETS, "events in the balance afterwards"),
            uncured(3, REFUSES_SOME, "events acknowledged"),
            painless(
                    4,
                    WORKS_NOT_AT_ALL,
                    "p50 of replies, ms",
                    "p99 of replies, ms",
                    "replies per second",
                    "events applied per second"),
            uncured(4, WORKS_BEFORE_IT_REPLIES, "p50 of replies, ms", "p99 of replies, ms", "replies per second"),
            uncured(4, STALLS_NOW_AND_THEN, "p99 of replies, ms"),
            new Broken(4, 5, Set.of(FOUR_WORKERS, LOSES_NO_UPDATES), List.of("events applied per second")),
            painless(5, FOUR_WORKERS, "events applied per second"),
            painless(5, UNBOUNDED_QUEUE, "events rejected, %"),
            uncured(5, ONE_WORKER, "events applied per second"),
            uncured(5, UNBOUNDED_QUEUE, "events rejected, %"),
            painless(6, LOSES_NO_UPDATES, "missing"),
            painless(6, REFUSES_SOME, "accepted"),
            uncured(6, LOSES_UPDATES, "missing"),
            uncured(6, REFUSES_SOME, "accepted"),
            painless(7, STRIPES, "gain from 16 workers to 64"),
            painless(
                    7,
                    READS_WAIT_FOR_NOBODY,
                    "p50 of balance reads at 16 workers, ms",
                    "p99 of balance reads at 16 workers, ms"),
            uncured(7, ONE_LOCK_FOR_CHANGES, "gain from 16 workers to 64"),
            uncured(
                    7,
                    READS_ARE_SLOW,
                    "p50 of balance reads at 16 workers, ms",
                    "p99 of balance reads at 16 workers, ms"),
            painless(8, KNOWS_METRICS, "the server can tell, and is right"),
            uncured(8, METRICS_ARE_REFUSED, "the server can tell, and is right"),
            uncured(8, RECEIVED_ONE_MORE, "the server can tell, and is right"),
            uncured(8, DROPPED_ONE_MORE, "the server can tell, and is right"),
            painless(9, DRAINS_ON_A_SIGNAL, "accepted and never heard of again"),
            painless(9, SIGNAL_EXITS_WITH_0, "exit code"),
            uncured(9, DRAIN_LOSES_AN_EVENT, "accepted and never heard of again"),
            uncured(9, DRAIN_EXITS_WITH_1, "exit code"),
            uncured(9, SIGNAL_KILLS, "accepted and never heard of again", "exit code"),
            painless(10, REMEMBERS_AFTER_A_KILL, "missing after a restart"),
            new Broken(10, 10, Set.of(REMEMBERS_AFTER_A_KILL, APPLIES_TWICE), List.of("applied twice")),
            uncured(10, FORGETS_AFTER_A_KILL, "missing after a restart"),
            uncured(10, LOSES_AN_ACCEPTED_EVENT, "missing after a restart"),
            uncured(10, APPLIES_TWICE, "applied twice"),
            painless(
                    11,
                    OUTLIVES_A_KILL,
                    "users that nobody answers for",
                    "accepted and out of reach",
                    "accepted with a broker less"),
            new Broken(11, 11, Set.of(OUTLIVES_A_KILL, APPLIES_TWICE), List.of("applied twice")),
            uncured(11, DIES_WITH_ANOTHER, "users that nobody answers for", "accepted and out of reach"),
            uncured(11, LOSES_AN_ACCEPTED_EVENT, "accepted and out of reach"),
            uncured(11, FORGETS_AFTER_A_KILL, "accepted and out of reach"),
            uncured(11, DIES_WITH_A_BROKER, "accepted with a broker less"),
            uncured(11, APPLIES_TWICE, "applied twice"),
            painless(12, SERVES_ALL_AT_ONCE, "answered within 2 s"),
            painless(12, REFUSES_SOME, "answered once the sleeper was"),
            uncured(12, SERVES_ONE_AT_A_TIME, "answered within 2 s"),
            uncured(12, REFUSES_SOME, "answered within 2 s", "answered once the sleeper was"));

    @TestFactory
    Stream<DynamicTest> theContractHoldsOnRightServers() {
        return Scenario.all().stream()
                .map(scenario -> dynamicTest(scenario.number() + ": " + scenario.title(), () -> {
                    Breaking breaking = onRightServers(scenario);
                    for (int i = 1; i < tries(scenario) && !breaking.broken().isEmpty(); i++) {
                        breaking = run(scenario);
                    }
                    if (!breaking.broken().isEmpty()) {
                        assumeTrue(breaking.verdict() != Breaking.Verdict.BUSY, breaking.busy());
                    }
                    assertThat(breaking.broken()).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> theContractBreaksOnWrongServers() {
        return BROKEN.stream()
                .map(broken -> dynamicTest(
                        "scenario " + broken.scenario + ", stage " + broken.stage + " " + broken.faults, () -> {
                            Scenario scenario = Scenario.all().get(broken.scenario - 1);
                            List<String> clauses = List.of();
                            try (MachineWatch machine = new MachineWatch()) {
                                for (int i = 0; i < TRIES && !broken.isToldBy(clauses); i++) {
                                    clauses = Breaking.broken(scenario, outcomes(scenario, broken));
                                }
                                String busy =
                                        scenario.timed() ? machine.trouble().orElse("") : "";
                                assumeTrue(broken.isToldBy(clauses) || busy.isEmpty(), busy);
                            }
                            assertThat(broken.isToldBy(clauses))
                                    .as(broken.figures + " in " + clauses)
                                    .isTrue();
                        }));
    }

    @Test
    void everyClaimHasAServerThatBreaksItOnEitherStage() {
        for (Scenario scenario : Scenario.all()) {
            for (int stage = scenario.number(); stage <= scenario.number() + 1; stage++) {
                List<String> figures = new ArrayList<>();
                for (Broken broken : BROKEN) {
                    if (broken.scenario == scenario.number() && broken.stage == stage) {
                        figures.addAll(broken.figures);
                    }
                }
                if (scenario.number() == 4 && stage == 4) {
                    assertThat(figures).hasSize(4);
                }
                assertThat(figures)
                        .as("scenario " + scenario.number() + " on stage " + stage)
                        .containsAll(
                                scenario.contract().stream().map(Claim::figure).toList());
            }
        }
    }

    @Test
    void thereIsAScenarioForEachStageAndNoneWithoutAClaim() {
        assertThat(Scenario.all().stream().map(Scenario::number))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(Scenario.all().stream().map(scenario -> scenario.contract().size()))
                .containsExactly(2, 4, 2, 4, 2, 2, 3, 1, 2, 2, 4, 2);
    }

    /** Times of a busy machine do not count: there are further tries, and no verdict if none of them counts. */
    private static int tries(Scenario scenario) {
        return scenario.timed() ? TRIES : 1;
    }

    /** What became of right servers, once for all tests. */
    private static Breaking onRightServers(Scenario scenario) throws Exception {
        FutureTask<Breaking> first =
                RIGHT.computeIfAbsent(scenario.number(), n -> new FutureTask<>(() -> run(scenario)));
        first.run();
        return first.get();
    }

    /** On the wrong server, and on the right one of the other side. */
    private static List<Outcome> outcomes(Scenario scenario, Broken broken) throws Exception {
        List<Outcome> outcomes = new ArrayList<>(onRightServers(scenario).outcomes());
        Subject wrong = subject(scenario, broken.stage - scenario.number(), broken.faults);
        outcomes.set(broken.stage - scenario.number(), assertTimeoutPreemptively(LIMIT, () -> {
            try (Bench bench = new Bench(wrong, scenario.options())) {
                return scenario.attack().run(bench);
            }
        }));
        return outcomes;
    }

    private static Breaking run(Scenario scenario) {
        return assertTimeoutPreemptively(LIMIT, () -> {
            List<Side> seen = new ArrayList<>();
            Breaking breaking = Breaking.of(
                    scenario, side -> subject(scenario, scenario.sides().indexOf(side), Set.of()), seen::add);
            assertThat(seen).isEqualTo(scenario.sides());
            return breaking;
        });
    }

    /** Those beyond the stages have numbers here, as if they were stages. */
    private static Subject subject(Scenario scenario, int side, Set<Fault> faults) {
        return scenario.hurt().equals(Side.BLOCKING_HTTP)
                ? new HttpModel(side == 1, faults)
                : new Model(scenario.number() + side, faults);
    }

    /** Starts right servers, or wrong ones. */
    private record Model(int stage, Set<Fault> faults, Map<String, Long> disk, List<ModelServer> twins)
            implements Subject {
        Model(int stage, Set<Fault> faults) {
            this(stage, faults, new ConcurrentHashMap<>(), new CopyOnWriteArrayList<>());
        }

        @Override
        public Server start(List<String> jvmOptions, Map<String, String> options) throws IOException {
            if (isDoubled() && faults.contains(DIES_WITH_ANOTHER) && !twins.isEmpty()) {
                return twins.get(0);
            }
            assertThat(options).as("what it keeps it has a folder for").containsKey("--data");
            assertThat(options.containsKey("--bootstrap")).isEqualTo(isDoubled());
            Map<String, Long> balances = remembers() ? disk : new ConcurrentHashMap<>();
            List<String> known = StageOptions.known(stage, options);
            ModelServer server = ModelServer.start(stage, jvmOptions, known, faults, balances);
            if (isDoubled()) {
                twins.add(server);
            }
            return server;
        }

        @Override
        public Cluster startCluster(Path data) {
            return new ModelCluster(faults.contains(DIES_WITH_A_BROKER) ? twins : List.of());
        }

        @Override
        public boolean isDoubled() {
            return stage == 12;
        }

        private boolean remembers() {
            return stage > StageOptions.LAST_STAGE
                    ? !faults.contains(FORGETS_AFTER_A_KILL)
                    : faults.contains(REMEMBERS_AFTER_A_KILL);
        }
    }

    /** Three brokers, one of which takes these servers with it. */
    private record ModelCluster(List<ModelServer> dependents) implements Cluster {
        @Override
        public String bootstrap() {
            return "one,two,three";
        }

        @Override
        public void killBroker() {
            dependents.forEach(server -> server.signal("KILL"));
        }

        @Override
        public void close() {}
    }

    private static Broken painless(int scenario, Fault fault, String... figures) {
        return new Broken(scenario, scenario, Set.of(fault), List.of(figures));
    }

    private static Broken uncured(int scenario, Fault fault, String... figures) {
        return new Broken(scenario, scenario + 1, Set.of(fault), List.of(figures));
    }
}
