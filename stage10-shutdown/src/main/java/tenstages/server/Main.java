package tenstages.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The composition root: reads the options (what they mean is in {@code Main.properties}), builds the parts, wires them
 * together and starts them. The main thread then becomes the event loop.
 */
@Command(
        resourceBundle = "tenstages.server.Main",
        header = "${bundle:stage.name}: ${bundle:stage.about}",
        customSynopsis = "java -jar ${bundle:stage.name}.jar [OPTION]...",
        showDefaultValues = true,
        sortOptions = false)
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--help", usageHelp = true)
    private boolean help;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "${bundle:stage.port}")
    private int port;

    @Option(names = "--max-line-bytes", paramLabel = "BYTES", defaultValue = "65536")
    private int maxLineBytes;

    @Option(names = "--work-ms", paramLabel = "MS", defaultValue = "10")
    private int workMs;

    @Option(names = "--queue", paramLabel = "EVENTS", defaultValue = "1000")
    private int queueCapacity;

    @Option(names = "--max-connections", paramLabel = "N", defaultValue = "10000")
    private int maxConnections;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "16")
    private int workerCount;

    @Option(names = "--hold-ms", paramLabel = "MS", defaultValue = "1")
    private int holdMs;

    @Option(names = "--verbose")
    private boolean verbose;

    @Option(names = "--stripes", paramLabel = "N", defaultValue = "64")
    private int stripes;

    @Option(names = "--drain-timeout", paramLabel = "TIME", defaultValue = "10s", converter = DurationConverter.class)
    private Duration drainTimeout;

    /** Runs the server until it is stopped; exits with 2 for a user's mistake and 1 for any other failure. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setParameterExceptionHandler((e, arguments) -> complain(e, ExitCode.USAGE))
                .setExecutionExceptionHandler(Main::failed);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Config config = config();
        ContentionStats contention = new ContentionStats(System.out, config.verbose());
        Balances balances = new Balances(
                config.stripes(),
                SimulatedWork.ofMillis(config.workMs()),
                SimulatedWork.ofMillis(config.holdMs()),
                contention);
        // A lock for each end: with the one lock of an ArrayBlockingQueue, the two ends would fight for it.
        BlockingQueue<Event> queue = new LinkedBlockingQueue<>(config.queueCapacity());
        Metrics metrics = new Metrics();
        Workers workers = new Workers(config.workers(), queue, balances, metrics);
        Handler handler = new Handler(balances, queue, metrics);
        Server server = new Server(config, handler);
        Drain drain =
                new Drain(config.drainTimeout(), server, workers, () -> System.exit(account(contention, metrics)));
        contention.start();
        workers.start();
        drain.onSignals("INT", "TERM");
        Thread.currentThread().setName("event-loop");
        System.out.println("listening on " + server.address());
        server.run();
        // The drain, which has the loop end, also ends the process.
        Thread.currentThread().join();
        return ExitCode.OK;
    }

    /** The last line on stdout: what became of every event ever received. Returns the exit code. */
    private static int account(ContentionStats contention, Metrics metrics) {
        contention.stop();
        Metrics.Snapshot last = metrics.snapshot();
        if (last.pending() > 0) {
            System.err.println("the drain ran out of time (--drain-timeout); accepted events lost: " + last.pending());
        }
        System.out.println(Reply.metrics(last));
        return last.pending() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Config config() {
        try {
            return new Config(
                    host,
                    port,
                    maxLineBytes,
                    workMs,
                    queueCapacity,
                    maxConnections,
                    workerCount,
                    holdMs,
                    verbose,
                    stripes,
                    drainTimeout);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** One line for what the user can mend; anything else is a mistake of ours and keeps its stack trace. */
    private static int failed(Exception e, CommandLine command, ParseResult arguments) throws Exception {
        if (e instanceof IOException) {
            return complain(e, ExitCode.SOFTWARE);
        }
        throw e;
    }

    private static int complain(Exception e, int exitCode) {
        System.err.println(e.getMessage() + " (--help explains every option)");
        return exitCode;
    }

    /** Reads a time with its unit. */
    private static final class DurationConverter implements ITypeConverter<Duration> {
        private static final Pattern FORMAT = Pattern.compile("(\\d{1,9})(ms|s|m)");

        @Override
        public Duration convert(String text) {
            Matcher matcher = FORMAT.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is not a time such as 500ms, 10s or 2m");
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMinutes(number);
            };
        }
    }
}
