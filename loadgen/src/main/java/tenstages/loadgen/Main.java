package tenstages.loadgen;

import java.io.IOException;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line of the load generator. */
@Command(
        name = "loadgen",
        header = "Loads, breaks and examines servers that speak lines of JSON over TCP.",
        subcommands = {
            TourCommand.class,
            BreakCommand.class,
            RunCommand.class,
            SweepCommand.class,
            CompareCommand.class,
            CalibrateCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Begin with: java -jar loadgen/target/loadgen.jar tour"})
public final class Main {
    /** Runs one verb; see {@link ExitCodes}. */
    public static void main(String[] args) {
        // Reports look the same everywhere, and programs read them.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, arguments) -> complain(e, ExitCodes.USAGE))
                .setExecutionExceptionHandler((e, command, result) -> complain(e, ExitCodes.NOTHING_TESTED));
    }

    /** One line for what a user can mend; anything else is a mistake of ours and keeps its stack trace. */
    private static int complain(Exception e, int exitCode) throws Exception {
        if (e instanceof ParameterException wrongUsage) {
            String command = wrongUsage.getCommandLine().getCommandSpec().qualifiedName();
            System.err.println(e.getMessage() + " (" + command + " --help explains)");
            return exitCode;
        }
        if (e instanceof IOException) {
            System.err.println(e.getMessage());
            return exitCode;
        }
        throw e;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"loadgen " + (version == null ? "(not packaged)" : version)};
        }
    }
}
