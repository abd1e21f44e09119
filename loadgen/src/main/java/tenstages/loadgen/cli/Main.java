package tenstages.loadgen.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import tenstages.loadgen.process.Build;
import tenstages.loadgen.report.Terminal;

/** The command line. */
@Command(
        name = "ten",
        header = "Loads and breaks servers that speak lines of JSON over TCP.",
        subcommands = {
            TourCommand.class,
            BreakCommand.class,
            CheckCommand.class,
            RunCommand.class,
            SweepCommand.class,
            RaceCommand.class,
            CompareCommand.class,
            CalibrateCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Begin with: ./ten tour", "Completion in bash and zsh: source <(./ten generate-completion)"})
public final class Main {
    private static final int LEAST_HELP_WIDTH = 55;

    /** Runs one verb; see {@link ExitCodes}. */
    public static void main(String[] args) {
        // Reports look the same everywhere, and programs read them.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Math.max(LEAST_HELP_WIDTH, Terminal.width()))
                .setParameterExceptionHandler((e, arguments) -> complain(e, arguments))
                .setExecutionExceptionHandler((e, command, result) -> fail(e));
    }

    /** One line for what a user can fix. */
    private static int complain(ParameterException e, String[] arguments) {
        if (arguments.length == 0) {
            e.getCommandLine().usage(System.err);
            return ExitCodes.USAGE;
        }
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        System.err.println(e.getMessage() + suggestion(e) + " (" + command + " --help explains)");
        return ExitCodes.USAGE;
    }

    private static String suggestion(ParameterException e) {
        List<String> suggestions =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return suggestions.isEmpty() ? "" : ": did you mean " + suggestions.get(0) + "?";
    }

    /** One line for an I/O error; anything else is our bug and keeps its stack trace. */
    private static int fail(Exception e) throws Exception {
        if (OnInterrupt.happened()) {
            return ExitCodes.INTERRUPTED;
        }
        if (e instanceof ParameterException wrongUsage) {
            return complain(
                    wrongUsage, new String[] {wrongUsage.getCommandLine().getCommandName()});
        }
        if (e instanceof Build.Failure) {
            System.err.println("ten: " + e.getMessage());
            return ExitCodes.USAGE;
        }
        if (e instanceof IOException) {
            System.err.println(e.getMessage());
            return ExitCodes.NOTHING_TESTED;
        }
        throw e;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"ten " + (version == null ? "(not packaged)" : version)};
        }
    }
}
