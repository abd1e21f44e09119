package tenstages.loadgen.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.OkExpression;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.engine.WarmUp;
import tenstages.loadgen.report.ResultFile;
import tenstages.loadgen.report.RunReport;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.WholeFile;

/** The verb {@code run}: loads any server that answers each line with a line. */
@Command(
        name = "run",
        header = "Loads a server that answers each line with a JSON object on a line, or with the line itself.",
        description = {
            "",
            "Closed loop: each connection keeps --pipeline requests under way and sends a new one for each reply.",
            "Open loop (-R): requests are sent when they are due, whether or not the server keeps up. Response time"
                    + " counts from when a request was due, so that a stall hides nothing.",
            "",
            "Examples:",
            "  ./ten run 127.0.0.1:7004 -c 8 -d 3s",
            "  ./ten run :7004 -R 2k --arrivals poisson -o result.json",
            "  ./ten run :7004 -n 10k --line '{\"type\":\"metrics\"}' --fail-if 'p99>50ms'",
            ""
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private static final Duration DEFAULT_DURATION = Duration.ofSeconds(10);
    private static final long REPORT_SECONDS = 2;
    static final Duration UNTIL_SENT = Duration.ofNanos(Long.MAX_VALUE);
    private static final long MOST_UNDER_WAY = 10_000_000;

    enum Format {
        TEXT,
        JSON,
        CSV
    }

    enum Spacing {
        UNIFORM,
        POISSON
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "HOST:PORT", description = "The server.", converter = Units.Address.class)
    private InetSocketAddress target;

    @Option(
            names = {"-c", "--connections"},
            paramLabel = "N",
            defaultValue = "50",
            converter = Units.Count.class,
            description = "Connections.")
    private long connections;

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "N",
            defaultValue = "1",
            converter = Units.Count.class,
            description = "Closed loop: requests each connection keeps under way.")
    private long pipeline;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            defaultValue = "1",
            converter = Units.Count.class,
            description = "Threads of this client. One is enough unless the verdict says that it was the slow one.")
    private long threads;

    @Option(
            names = {"-R", "--rate"},
            paramLabel = "N",
            converter = Units.Rate.class,
            description = "Open loop: requests per second, over all connections: 0.5, 2000, 10k.")
    private Double rate;

    @Option(
            names = "--arrivals",
            defaultValue = "uniform",
            description = "Open loop: evenly spaced, or as independent users arrive. One of: ${COMPLETION-CANDIDATES}.")
    private Spacing arrivals;

    @Option(
            names = {"-n", "--requests"},
            paramLabel = "N",
            converter = Units.Count.class,
            description = "Requests in all: 250, 10k, 1m.")
    private Long requests;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            converter = Units.Time.class,
            description = "How long to send requests: 500ms, 10s, 2m. Without -n and -d: 10s.")
    private Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = Units.Time.class,
            description = "Before it counts, the client loads a server of its own until its code is compiled, but no"
                    + " longer than this; 0s: not at all, and then the tail may be the client's.")
    private Duration warmUp;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = Units.Time.class,
            description =
                    "After this time without a reply a request counts as timed out, and a connection as not opened.")
    private Duration timeout;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Units.Count.class,
            description = "Users the events are spread over.")
    private long users;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed sends the same requests.")
    private long seed;

    @Option(names = "--line", paramLabel = "JSON", description = "Send this line instead of random events.")
    private String line;

    @Option(
            names = "--ok",
            paramLabel = "CONDITION",
            converter = Units.Condition.class,
            showDefaultValue = Visibility.NEVER,
            description = "A reply is a success if this holds: 'status=ok', 'code!=500', 'result' (it is there, and not"
                    + " false), '!error'. May be repeated: one is enough. Without it, by what a reply says: a status"
                    + " such as ok or accepted, ok or success true, a result, the line itself; and no error.")
    private List<OkExpression> ok = List.of();

    @Option(
            names = "--fail-if",
            paramLabel = "GATE",
            converter = FailIf.Converter.class,
            showDefaultValue = Visibility.NEVER,
            description = "Exit with 99 if this is so: 'p99>50ms', 'rejected>1%%', 'goodput<1000'. May be repeated.")
    private List<FailIf> gates = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the result as JSON too (docs/result.schema.json says what is in it).")
    private Path output;

    @Option(names = "--hlog", paramLabel = "FILE", description = "Write the response times as an HdrHistogram log.")
    private Path histogramLog;

    @Option(names = "--format", defaultValue = "text", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Override
    public Integer call() throws IOException {
        LoadPlan plan = plan();
        OutputFile.check(spec.commandLine(), "-o", output);
        OutputFile.check(spec.commandLine(), "--hlog", histogramLog);
        OutputFile.checkOther(spec.commandLine(), "--hlog", histogramLog, output);
        RunProgress progress = new RunProgress(plan);
        LoadEngine engine = new LoadEngine(plan, progress);
        CountDownLatch reported = new CountDownLatch(1);
        // The JVM waits for the report of what was measured so far.
        try (OnInterrupt stop = new OnInterrupt(() -> stop(engine, reported))) {
            LoadResult result = measure(plan, engine, progress);
            report(result);
            return exitCode(result);
        } finally {
            reported.countDown();
        }
    }

    private LoadResult measure(LoadPlan plan, LoadEngine engine, RunProgress progress) throws IOException {
        try (progress) {
            if (!warmUp.isZero()) {
                WarmUp.run(plan, warmUp, engine::isStopped);
            }
            return engine.run();
        }
    }

    /** First what is printed: it is there even if a file cannot be written. */
    private void report(LoadResult result) throws IOException {
        switch (format) {
            case TEXT -> System.out.println(RunReport.text(result, Terminal.width()));
            case JSON -> System.out.println(ResultFile.json(result));
            case CSV -> System.out.print(ResultFile.csv(result));
        }
        System.out.flush();
        struck(result)
                .forEach(gate -> System.err.println("--fail-if " + gate + " struck: it is " + gate.actual(result)));
        if (output != null) {
            WholeFile.write(output, ResultFile.json(result) + "\n");
        }
        if (histogramLog != null) {
            WholeFile.write(histogramLog, ResultFile.histogramLog(result));
        }
    }

    private List<FailIf> struck(LoadResult result) {
        // Where nothing was answered, there is nothing to hold against a gate.
        return gates.stream()
                .filter(gate -> result.answered() > 0 && gate.strikes(result))
                .toList();
    }

    private LoadPlan plan() {
        Usage.require(spec, connections >= 1 && connections <= 60_000, "-c: must be from 1 to 60000");
        Usage.require(spec, pipeline >= 1 && pipeline <= 1_000_000, "-p: must be from 1 to 1000000");
        Usage.require(spec, threads >= 1 && threads <= connections, "-t: must be from 1 to the number of connections");
        Usage.require(spec, connections * pipeline <= MOST_UNDER_WAY, "-c times -p: must be at most " + MOST_UNDER_WAY);
        Usage.require(spec, users >= 1 && users <= 1_000_000, "--users: must be from 1 to 1000000");
        Usage.require(spec, requests == null || requests >= 1, "-n: must be at least 1");
        Usage.require(spec, duration == null || !duration.isZero(), "-d: must be longer than 0");
        Usage.require(spec, timeout.toMillis() >= 1, "--timeout: must be at least 1ms");
        Usage.require(spec, line == null || line.indexOf('\n') < 0, "--line: must be one line");
        Duration sending = duration != null ? duration : requests != null ? UNTIL_SENT : DEFAULT_DURATION;
        RequestLines lines = line == null ? RequestLines.events((int) users, seed) : RequestLines.of(line);
        return new LoadPlan(
                target,
                lines.succeedingIf(ok),
                (int) connections,
                (int) pipeline,
                openLoop(),
                sending,
                requests == null ? Long.MAX_VALUE : requests,
                timeout,
                (int) threads);
    }

    private Arrivals openLoop() {
        if (rate == null) {
            return null;
        }
        Usage.require(spec, rate > 0, "-R: must be above 0");
        return arrivals == Spacing.POISSON ? Arrivals.poisson(rate, seed) : Arrivals.uniform(rate);
    }

    private static void stop(LoadEngine engine, CountDownLatch reported) {
        engine.stop();
        try {
            reported.await(REPORT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int exitCode(LoadResult result) {
        if (result.answered() == 0) {
            return ExitCodes.NOTHING_TESTED;
        }
        if (!struck(result).isEmpty()) {
            return ExitCodes.GATE;
        }
        return switch (result.verdict().status()) {
            case VALID -> ExitCodes.OK;
            case CLIENT_LIMITED -> ExitCodes.CLIENT_LIMITED;
            case INCONCLUSIVE -> ExitCodes.FAILED;
        };
    }
}
