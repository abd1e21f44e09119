package tenstages.server;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

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

    @Option(names = "--work-ms", paramLabel = "MS", defaultValue = "500")
    private int workMs;

    @Option(names = "--queue", paramLabel = "EVENTS", defaultValue = "100")
    private int queueCapacity;

    @Option(names = "--max-connections", paramLabel = "N", defaultValue = "10000")
    private int maxConnections;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "4")
    private int workerCount;

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
    public Integer call() throws IOException {
        Config config = config();
        Balances balances = new Balances(SimulatedWork.ofMillis(config.workMs()));
        // A lock for each end: with the one lock of an ArrayBlockingQueue, the two ends would fight for it.
        BlockingQueue<Event> queue = new LinkedBlockingQueue<>(config.queueCapacity());
        Workers workers = new Workers(config.workers(), queue, balances);
        Handler handler = new Handler(balances, queue);
        Server server = new Server(config, handler);
        workers.start();
        Thread.currentThread().setName("event-loop");
        System.out.println("listening on " + server.address());
        server.run();
        return ExitCode.OK;
    }

    private Config config() {
        try {
            return new Config(host, port, maxLineBytes, workMs, queueCapacity, maxConnections, workerCount);
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
}
