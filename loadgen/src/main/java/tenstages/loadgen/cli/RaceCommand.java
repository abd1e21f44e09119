package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.race.Contestant;
import tenstages.loadgen.race.Heat;
import tenstages.loadgen.race.Race;
import tenstages.loadgen.report.RacePage;
import tenstages.loadgen.report.RaceReport;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.TourPage;

/** The verb {@code race}: the same load against several servers, over more and more connections. */
@Command(
        name = "race",
        header = "Puts the same load on several servers, over more and more connections, and writes a page about it.",
        description = {
            "",
            "Without SERVER: stage 4 and all detours. Each heat has a server process of its own and a second of warm-up."
                    + " Memory, threads and context switches are what the system says of the server's process (Linux). A"
                    + " server that gives up under a load is shown as such, and is no failure: the exit code is 1 only if"
                    + " none served anybody.",
            "",
            "Examples:",
            "  ./ten race 4 speed thread-pool",
            "  ./ten race 'thread-pool --threads 16' -c 10,100 --work-ms 5",
            "  ./ten race 10 'mine=python3 server.py --port {port}'",
            ""
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class RaceCommand implements Callable<Integer> {
    private static final int MOST_CONNECTIONS = 20_000;
    private static final int MOST_WORK_MS = 10_000;
    private static final int MOST_PIPELINE = 1024;

    enum Format {
        TEXT,
        JSON
    }

    /** Written by the main thread, and read by that of an interrupt. */
    private final List<Heat> heats = new CopyOnWriteArrayList<>();

    private Race race;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SERVER",
            arity = "0..*",
            showDefaultValue = Visibility.NEVER,
            description = "A stage (4), speed, a detour (thread-pool), any of them with options in quotes"
                    + " ('thread-pool --threads 16'), or NAME=COMMAND with {port} in it.")
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
            description = "Requests each connection keeps under way.")
    private long pipeline;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = Units.Time.class,
            description = "How long each heat lasts.")
    private Duration duration;

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
            description = "The page.")
    private Path output;

    @Option(names = "--format", defaultValue = "text", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Override
    public Integer call() throws IOException {
        require(
                connections.stream().allMatch(n -> n >= 1 && n <= MOST_CONNECTIONS),
                "--connections: each must be from 1 to " + MOST_CONNECTIONS);
        require(workMs >= 0 && workMs <= MOST_WORK_MS, "--work-ms: must be from 0 to " + MOST_WORK_MS);
        require(pipeline >= 1 && pipeline <= MOST_PIPELINE, "--pipeline: must be from 1 to " + MOST_PIPELINE);
        OutputFile.check(spec.commandLine(), "-o", output);
        List<Contestant> contestants = contestants();
        race = new Race(workMs, (int) pipeline, duration, timeout);
        try (OnInterrupt report = new OnInterrupt(this::reportInterrupted)) {
            runAll(contestants);
        }
        ProgressLine.clear();
        report();
        boolean anybody = heats.stream().anyMatch(heat -> heat.served() > 0);
        return anybody ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private List<Contestant> contestants() throws IOException {
        List<String> all = new ArrayList<>(servers);
        if (all.isEmpty()) {
            all.add("4");
            for (Program detour : Programs.detourServers()) {
                if (detour.whyNot().isEmpty()) {
                    all.add(detour.shortName());
                } else {
                    System.err.println("without " + detour.shortName() + ": " + detour.whyNot());
                }
            }
        }
        List<Contestant> contestants = new ArrayList<>();
        List<Program> programs = new ArrayList<>();
        try {
            for (String each : all) {
                contestants.add(Contestant.of(each));
                Contestant.program(each).ifPresent(programs::add);
            }
            Needed.BUILT.areThere(programs);
            return contestants;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private void runAll(List<Contestant> contestants) {
        int done = 0;
        for (long count : connections) {
            for (Contestant contestant : contestants) {
                done++;
                ProgressLine.show("%d of %d: %s, %d connections …"
                        .formatted(done, connections.size() * contestants.size(), contestant.name(), count));
                heats.add(race.run(contestant, (int) count));
            }
        }
    }

    private void reportInterrupted() {
        ProgressLine.clear();
        System.err.println("interrupted after " + heats.size() + " heats");
        try {
            report();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }

    /** The table comes first: it is there even if the page cannot be written. */
    private void report() throws IOException {
        if (heats.isEmpty()) {
            return;
        }
        if (format == Format.JSON) {
            System.out.println(RaceReport.json(race, heats, TourPage.hereAndNow()));
        } else {
            System.out.println("race: " + RaceReport.course(race) + "\n");
            System.out.println(RaceReport.text(heats, Terminal.width()));
        }
        if (heats.stream().allMatch(heat -> heat.served() == 0)) {
            return;
        }
        Files.writeString(output, RacePage.of(race, heats, TourPage.hereAndNow()));
        if (format == Format.TEXT) {
            System.out.println("The charts: " + output);
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
