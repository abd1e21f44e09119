package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.process.MachineWatch;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.race.Contestant;
import tenstages.loadgen.race.Heat;
import tenstages.loadgen.race.Peer;
import tenstages.loadgen.race.Race;
import tenstages.loadgen.race.Rounds;
import tenstages.loadgen.report.RacePage;
import tenstages.loadgen.report.RaceReport;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.TourPage;
import tenstages.loadgen.report.WholeFile;

/** The verb {@code race}: the same load against several servers, over more and more connections. */
@Command(
        name = "race",
        header = "Puts the same load on several servers, over more and more connections, and writes a page about it.",
        description = {
            "",
            "Without SERVER: stage 4 and all detours. Each heat has a server process of its own and a warm-up."
                    + " Memory, threads and context switches are what the system says of the server's process (Linux)."
                    + " A server that gives up under a load is shown as such, and is no failure: the exit code is 1"
                    + " only if none served anybody.",
            "",
            "Landmarks, where this machine has them: echo (writes back what it reads), rust (examples/rust, built"
                    + " with cargo), redis (redis-server; INCRBY for each event, in its own protocol).",
            "With --rounds the servers take turns, and each figure is the median of the rounds. With --rate requests"
                    + " are sent when they are due, whether or not the server keeps up, and times count from then.",
            "",
            "Examples:",
            "  ./ten race 4 speed thread-pool",
            "  ./ten race 'thread-pool --threads 16' -c 10,100 --work-ms 5",
            "  ./ten race 10 'mine=python3 server.py --port {port}'",
            "  ./ten race speed 10 redis -c 50 -p 64 --rounds 5",
            ""
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class RaceCommand implements Callable<Integer> {
    private static final int MOST_CONNECTIONS = 20_000;
    private static final int MOST_WORK_MS = 10_000;
    private static final int MOST_PIPELINE = 1024;
    private static final int MOST_THREADS = 64;
    private static final int MOST_ROUNDS = 100;

    enum Format {
        TEXT,
        JSON
    }

    private Race race;
    private Rounds rounds;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SERVER",
            arity = "0..*",
            showDefaultValue = Visibility.NEVER,
            description = "A stage (4), speed, a detour (thread-pool), echo, rust, redis, any of them with options in"
                    + " quotes ('thread-pool --threads 16'), or NAME=COMMAND with {port} in it.")
    private List<String> servers = List.of();

    @Option(
            names = {"-c", "--connections"},
            split = ",",
            paramLabel = "N,N",
            defaultValue = "1,10,100,1000,5000",
            converter = Units.Count.class,
            description = "Numbers of connections, one after the other.")
    private List<Long> connections;

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "N",
            defaultValue = "1",
            converter = Units.Count.class,
            description = "Closed loop: requests each connection keeps under way.")
    private long pipeline;

    @Option(
            names = {"-R", "--rate"},
            paramLabel = "N",
            converter = Units.Rate.class,
            description = "Open loop: requests per second, over all connections: 0.5, 2000, 10k.")
    private Double rate;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of this client, at most one for each connection.")
    private int threads;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often each server has its turn for each number of connections.")
    private int roundCount;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = Units.Time.class,
            description = "How long each heat lasts.")
    private Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = Units.Time.class,
            description = "How long a server is loaded before each heat. Without it: 1s, or as long as a shorter heat.")
    private Duration warmUp;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = Units.Time.class,
            description = "After this time without a reply a request counts as timed out, and a client as not served.")
    private Duration timeout;

    @Option(
            names = "--work-ms",
            paramLabel = "N",
            defaultValue = "0",
            description = "Simulated work of each event, in milliseconds.")
    private int workMs;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "race-report.html",
            description = "The page; or what --format json prints, if its name ends in .json.")
    private Path output;

    @Option(names = "--format", defaultValue = "text", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Override
    public Integer call() throws IOException {
        Usage.require(
                spec,
                connections.stream().allMatch(n -> n >= 1 && n <= MOST_CONNECTIONS),
                "--connections: each must be from 1 to " + MOST_CONNECTIONS);
        Usage.require(spec, workMs >= 0 && workMs <= MOST_WORK_MS, "--work-ms: must be from 0 to " + MOST_WORK_MS);
        Usage.require(
                spec, pipeline >= 1 && pipeline <= MOST_PIPELINE, "--pipeline: must be from 1 to " + MOST_PIPELINE);
        Usage.require(spec, rate == null || rate > 0, "--rate: must be above 0");
        Usage.require(spec, threads >= 1 && threads <= MOST_THREADS, "--threads: must be from 1 to " + MOST_THREADS);
        Usage.require(spec, roundCount >= 1 && roundCount <= MOST_ROUNDS, "--rounds: must be from 1 to " + MOST_ROUNDS);
        OutputFile.check(spec.commandLine(), "-o", output);
        List<Contestant> contestants = contestants();
        race = new Race(
                workMs,
                (int) pipeline,
                rate == null ? 0 : rate,
                threads,
                roundCount,
                warmUp == null ? Race.usualWarmUp(duration) : warmUp,
                duration,
                timeout);
        rounds = new Rounds(
                race, contestants, connections.stream().map(Long::intValue).toList());
        try (OnInterrupt report = new OnInterrupt(this::reportInterrupted);
                MachineWatch machine = new MachineWatch()) {
            rounds.run(ProgressLine::show);
            ProgressLine.clear();
            report();
            boolean anybody = rounds.medians().stream().anyMatch(heat -> heat.served() > 0);
            return anybody ? Busy.or(ExitCodes.OK, machine) : ExitCodes.FAILED;
        }
    }

    private List<Contestant> contestants() throws IOException {
        List<String> all = new ArrayList<>(servers);
        if (all.isEmpty()) {
            all.add("4");
            for (Program detour : Programs.detourServers()) {
                if (isHere(detour.shortName(), detour.whyNot())) {
                    all.add(detour.shortName());
                }
            }
        }
        List<Contestant> contestants = new ArrayList<>();
        List<Program> programs = new ArrayList<>();
        try {
            for (String each : all) {
                if (isHere(each, Peer.named(each).map(Peer::whyNot).orElse(""))) {
                    contestants.add(Contestant.of(each));
                    Contestant.program(each).ifPresent(programs::add);
                }
            }
            Needed.BUILT.areThere(programs);
            return contestants;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static boolean isHere(String name, String whyNot) {
        if (!whyNot.isEmpty()) {
            System.err.println("without " + name + ": " + whyNot);
        }
        return whyNot.isEmpty();
    }

    private void reportInterrupted() {
        ProgressLine.clear();
        System.err.println("interrupted after " + rounds.done() + " heats");
        try {
            report();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }

    /** The table comes first: it is there even if the page cannot be written. */
    private void report() throws IOException {
        List<Heat> heats = rounds.medians();
        if (heats.isEmpty()) {
            return;
        }
        if (format == Format.JSON) {
            System.out.println(RaceReport.json(race, heats, TourPage.hereAndNow()));
        } else {
            System.out.println("race: " + RaceReport.course(race) + "\n");
            System.out.println(RaceReport.text(race, heats, Terminal.width()));
        }
        if (heats.stream().allMatch(heat -> heat.served() == 0)) {
            return;
        }
        if (output.toString().endsWith(".json")) {
            WholeFile.write(output, RaceReport.json(race, heats, TourPage.hereAndNow()) + "\n");
            return;
        }
        WholeFile.write(output, RacePage.of(race, heats, TourPage.hereAndNow()));
        if (format == Format.TEXT) {
            System.out.println("The charts: " + output);
        }
    }
}
