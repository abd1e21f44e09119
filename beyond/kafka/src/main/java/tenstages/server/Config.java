package tenstages.server;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.nio.file.Path;
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

    /** What becomes of an event that was being applied when its server died. The names are those of Kafka Streams. */
    enum Guarantee {
        exactly_once_v2,
        at_least_once
    }

    /** The options as a user types them. Throws ParameterException, with a message for the user, if one is wrong. */
    static Config of(String... args) {
        CommandLine options = new CommandLine(Config.class);
        options.parseArgs(args);
        options.getCommandSpec().options().forEach(option -> requireValid(options, option));
        return options.getCommand();
    }

    private static void requireValid(CommandLine options, OptionSpec option) {
        if (option.getValue() != null && option.getValue().toString().isEmpty()) {
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

    @Option(names = "--max-line-bytes", defaultValue = "65536", description = "Longest line accepted, in bytes.")
    @Range(from = 1, to = 1 << 20)
    int maxLineBytes();

    @Option(names = "--max-connections", defaultValue = "10000", description = "Clients served at the same time.")
    @Range(from = 1, to = 1 << 24)
    int maxConnections();

    @Option(names = "--work-ms", defaultValue = "100", description = "Simulated work for each event, in milliseconds.")
    @Range(from = 0, to = 3_600_000)
    int workMs();

    @Option(
            names = "--queue",
            defaultValue = "100",
            description = "Events that may be under way, until they are applied.")
    @Range(from = 1, to = 1 << 24)
    int queue();

    @Option(names = "--workers", defaultValue = "4", description = "Threads that apply events.")
    @Range(from = 1, to = 1024)
    int workers();

    @Option(names = "--hold-ms", defaultValue = "10", description = "More simulated work, in milliseconds.")
    @Range(from = 0, to = 3_600_000)
    int holdMs();

    @Option(
            names = {"--partitions", "--stripes"},
            defaultValue = "16",
            description = "Parts of a new log; what has been created keeps its number.")
    @Range(from = 1, to = 65_536)
    int partitions();

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT,...",
            description = "Brokers of a cluster that runs. Without it, a broker is started that ends with this server.")
    String bootstrap();

    @Option(
            names = "--data",
            defaultValue = "${env:TEN_DATA:-tenstages-data}",
            description = "Folder of the broker that is started.")
    Path data();

    @Option(
            names = "--advertise",
            paramLabel = "HOST",
            description = "Name by which the other servers reach this one (default: that of --host).")
    String advertise();

    @Option(names = "--peer-port", defaultValue = "0", description = "Port for the other servers (0: any).")
    @Range(from = 0, to = 65_535)
    int peerPort();

    @Option(
            names = "--guarantee",
            defaultValue = "exactly_once_v2",
            description = "exactly_once_v2; or at_least_once, which is cheaper, and wrong after a crash.")
    Guarantee guarantee();

    @Option(names = "--commit-ms", defaultValue = "100", description = "Time between two commits, in milliseconds.")
    @Range(from = 1, to = 60_000)
    int commitMs();

    @Option(
            names = "--cache-bytes",
            defaultValue = "10000000",
            description = "Memory for balances of which only the last is logged at a commit (0: each is).")
    @Range(from = 0, to = 1 << 30)
    int cacheBytes();

    @Option(names = "--drain-ms", defaultValue = "10000", description = "Longest drain, in milliseconds.")
    @Range(from = 0, to = 86_400_000)
    int drainMs();
}
