package tenstages.loadgen.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import tenstages.loadgen.process.Build;
import tenstages.loadgen.protocol.Printable;
import tenstages.loadgen.report.Streams;
import tenstages.loadgen.report.Terminal;
import tenstages.loadgen.report.WholeFile;

/** The command line. */
@Command(
        name = "ten",
        header = "Loads and breaks servers that speak lines of JSON over TCP.",
        subcommands = {
            TourCommand.class,
            BreakCommand.class,
            FilmCommand.class,
            ProveCommand.class,
            MysteryCommand.class,
            LearnCommand.class,
            CheckCommand.class,
            ClassCommand.class,
            IssuesCommand.class,
            RunCommand.class,
            SweepCommand.class,
            RaceCommand.class,
            CompareCommand.class,
            CalibrateCommand.class,
            StartCommand.class,
            SendCommand.class,
            ListCommand.class,
            QuizCommand.class,
            CommandLine.HelpCommand.class,
            VersionCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Begin with: ./ten tour", "Completion in bash and zsh: eval \"$(./ten generate-completion)\""})
public final class Main {
    private static final int LEAST_HELP_WIDTH = 55;

    /** Runs one verb; see {@link ExitCodes}. */
    public static void main(String[] args) {
        // Reports look the same everywhere, and programs read them.
        Locale.setDefault(Locale.ROOT);
        Streams.useUtf8();
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            int exitCode = commandLine().execute(Arguments.asTyped(args));
            return Streams.outIsWritten() ? exitCode : ExitCodes.ofUnwritten(exitCode);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return ExitCodes.USAGE;
        }
    }

    /** The verbs and their options. */
    public static CommandLine commandLine() {
        CommandLine ten = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.ansi()))
                .setUsageHelpWidth(Math.max(LEAST_HELP_WIDTH, Terminal.width()))
                .setParameterExceptionHandler((e, arguments) -> complain(e, arguments))
                .setExecutionExceptionHandler((e, command, result) -> fail(e));
        ten.getCommandSpec().usageMessage().commandListHeading("%n");
        header(ten, "help", "Explains a verb: ten help VERB.");
        header(ten, "generate-completion", "Prints what completes verbs and options in bash and zsh.");
        ten.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new Verbs());
        // What stands behind the name of a program is for the program.
        ten.getSubcommands().get("start").setStopAtPositional(true);
        return ten;
    }

    private static void header(CommandLine ten, String verb, String header) {
        ten.getSubcommands().get(verb).getCommandSpec().usageMessage().header(header);
    }

    /** One line for what a user can fix. */
    private static int complain(ParameterException e, String[] arguments) {
        if (arguments.length == 0) {
            e.getCommandLine().usage(System.err);
            return ExitCodes.USAGE;
        }
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        // What was typed stands in it: on a terminal it must not do anything, and it may be what is wrong.
        System.err.println(Printable.escaped(e.getMessage() + suggestion(e)) + " (" + command + " --help explains)");
        return ExitCodes.USAGE;
    }

    private static String suggestion(ParameterException e) {
        List<String> suggestions =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String typed = e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().get(0)
                : "";
        return suggestions.stream()
                .filter(suggestion -> isNear(typed, suggestion))
                .findFirst()
                .map(suggestion -> ": did you mean " + suggestion + "?")
                .orElse("");
    }

    /** A suggestion far away is worse than none: the first letter or most of the others must be right. */
    private static boolean isNear(String typed, String suggestion) {
        int same = 0;
        for (char letter : suggestion.toCharArray()) {
            same += typed.indexOf(letter) >= 0 ? 1 : 0;
        }
        return typed.length() > 1 && same * 3 >= suggestion.length() * 2 && typed.charAt(0) == suggestion.charAt(0);
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
            String.valueOf(e.getMessage()).lines().map(Printable::line).forEach(System.err::println);
            return e instanceof WholeFile.NotWritten ? ExitCodes.FAILED : ExitCodes.NOTHING_TESTED;
        }
        throw e;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            String ten = version == null ? "(not packaged)" : version;
            return new String[] {"ten " + ten + ", Java " + Runtime.version()};
        }
    }
}
