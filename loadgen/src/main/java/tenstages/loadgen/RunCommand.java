package tenstages.loadgen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;

/** The verb {@code run}: loads any server that answers each line with a line. */
@Command(
        name = "run",
        header = "Loads a server that answers each line of JSON with a line of JSON.",
        description = {
            "",
            "Closed loop: each connection keeps --pipeline requests under way and sends a new one for each reply.",
            ""
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private static final Duration DEFAULT_DURATION = Duration.ofSeconds(10);
    private static final Duration UNTIL_SENT = Duration.ofHours(1);

    enum Format {
        TEXT,
        JSON
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
            description = "Requests each connection keeps under way.")
    private long pipeline;

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
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = Units.Time.class,
            description = "A request without a reply for so long has timed out; the last ones are waited for so long.")
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

    @Option(names = "--format", defaultValue = "text", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Override
    public Integer call() throws IOException {
        LoadEngine engine = new LoadEngine(plan(), progress());
        CountDownLatch reported = stopOnInterrupt(engine);
        try {
            LoadResult result = engine.run();
            ProgressLine.clear();
            System.out.println(format == Format.JSON ? RunReport.json(result) : RunReport.text(result));
            System.out.flush();
            return exitCode(result);
        } finally {
            reported.countDown();
        }
    }

    private LoadPlan plan() {
        require(connections >= 1 && connections <= 60_000, "-c: must be from 1 to 60000");
        require(pipeline >= 1 && pipeline <= 1_000_000, "-p: must be from 1 to 1000000");
        require(users >= 1 && users <= 10_000_000, "--users: must be from 1 to 10000000");
        require(requests == null || requests >= 1, "-n: must be at least 1");
        require(duration == null || !duration.isZero(), "-d: must be longer than 0");
        require(!timeout.isZero(), "--timeout: must be longer than 0");
        require(line == null || line.indexOf('\n') < 0, "--line: must be one line");
        Duration sending = duration != null ? duration : requests != null ? UNTIL_SENT : DEFAULT_DURATION;
        RequestLines lines = line == null ? RequestLines.events((int) users, seed) : RequestLines.of(line);
        return new LoadPlan(
                target,
                lines,
                (int) connections,
                (int) pipeline,
                null,
                sending,
                requests == null ? Long.MAX_VALUE : requests,
                timeout);
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private static Consumer<LoadEngine.Progress> progress() {
        return progress -> ProgressLine.show("%.1f s  %s replies  %s failures"
                .formatted(progress.seconds(), Units.count(progress.replies()), Units.count(progress.failures())));
    }

    /** On Ctrl+C the run ends early; the JVM waits for its report and then exits with 130 by itself. */
    private static CountDownLatch stopOnInterrupt(LoadEngine engine) {
        CountDownLatch reported = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            engine.stop();
            try {
                reported.await(2, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        return reported;
    }

    private static int exitCode(LoadResult result) {
        if (result.answered() == 0) {
            return ExitCodes.NOTHING_TESTED;
        }
        return switch (result.verdict().status()) {
            case VALID -> ExitCodes.OK;
            case CLIENT_LIMITED -> ExitCodes.CLIENT_LIMITED;
            case INCONCLUSIVE -> ExitCodes.FAILED;
        };
    }
}
