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
}
