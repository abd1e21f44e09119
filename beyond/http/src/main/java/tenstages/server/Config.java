package tenstages.server;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options: each with its default, its range and its meaning. What depends on the stage comes from its pom. */
@Command(resourceBundle = "tenstages.server.Config", showDefaultValues = true)
interface Config {
    /** The least and the greatest value of an option. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Range {
        int from();

        int to();
    }

    /** The options as a user types them. Throws ParameterException, with a message for the user, if one is wrong. */
    static Config of(String... args) {
        CommandLine options = new CommandLine(Config.class);
        options.parseArgs(args);
        options.getCommandSpec().options().forEach(option -> requireValid(options, option));
        return options.getCommand();
    }

    private static void requireValid(CommandLine options, OptionSpec option) {
        if ("".equals(option.getValue())) {
            throw new ParameterException(options, option.longestName() + ": must not be empty");
        }
        Range range = ((Method) option.userObject()).getAnnotation(Range.class);
        if (range != null && ((int) option.getValue() < range.from() || (int) option.getValue() > range.to())) {
            String wrong = option.longestName() + ": must be from " + range.from() + " to " + range.to();
            throw new ParameterException(options, wrong + ", not " + option.getValue());
        }
    }

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help();

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (0.0.0.0: all).")
    String host();

    @Option(names = "--port", defaultValue = "${bundle:stage.port}", description = "Port to listen on (0: any).")
    @Range(from = 0, to = 65_535)
    int port();

    @Option(names = "--max-body-bytes", defaultValue = "65536", description = "Longest body accepted, in bytes.")
    @Range(from = 1, to = 1 << 20)
    int maxBodyBytes();

    @Option(names = "--max-connections", defaultValue = "10000", description = "Clients served at the same time.")
    @Range(from = 1, to = 1 << 24)
    int maxConnections();

    @Option(names = "--work-ms", defaultValue = "100", description = "Simulated work for each event, in milliseconds.")
    @Range(from = 0, to = 3_600_000)
    int workMs();

    @Option(names = "--queue", defaultValue = "100", description = "Events that may wait for a worker.")
    @Range(from = 1, to = 1 << 24)
    int queue();

    @Option(names = "--workers", defaultValue = "16", description = "Threads that apply events.")
    @Range(from = 1, to = 1024)
    int workers();

    @Option(names = "--hold-ms", defaultValue = "10", description = "Simulated work under the lock, in milliseconds.")
    @Range(from = 0, to = 3_600_000)
    int holdMs();

    @Option(names = "--verbose", description = "Print a line for each event applied.")
    boolean verbose();

    @Option(names = "--stripes", defaultValue = "64", description = "Locks for the balances.")
    @Range(from = 1, to = 65_536)
    int stripes();

    @Option(names = "--drain-ms", defaultValue = "10000", description = "Longest drain, in milliseconds.")
    @Range(from = 0, to = 86_400_000)
    int drainMs();

    @Option(
            names = "--request-ms",
            defaultValue = "10000",
            description = "Longest time from the first byte of a request to its last, in milliseconds.")
    @Range(from = 1, to = 3_600_000)
    int requestMs();

    @Option(
            names = "--idle-ms",
            defaultValue = "75000",
            description = "Longest time of a connection without a reply, in milliseconds.")
    @Range(from = 1, to = 86_400_000)
    int idleMs();
}
