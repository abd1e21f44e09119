package tenstages.market;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Ticks from many producers: averaged by one thread, aggregated by several, and handed on by a hub. */
@Command(
        name = "market-data",
        header = "Ticks from many producers, in three programs.",
        subcommands = {AveragesProgram.class, AggregateProgram.class, HubProgram.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "PROGRAM")
public final class Main {
    private Main() {}

    /** Runs one program. Exits with 0, with 1 if it failed, and with 2 for a user's mistake. */
    public static void main(String[] args) {
        // The same digits everywhere.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine programs = new CommandLine(new Main());
        String version = String.valueOf(Main.class.getPackage().getImplementationVersion());
        programs.getCommandSpec().version(version);
        programs.getSubcommands().values().forEach(program -> program.getCommandSpec()
                .version(version));
        return programs.setParameterExceptionHandler(Main::complain);
    }

    /** Without a program the programs are listed; that is no mistake. */
    private static int complain(CommandLine.ParameterException e, String[] arguments) {
        if (arguments.length == 0) {
            e.getCommandLine().usage(System.out);
            return ExitCode.OK;
        }
        boolean noProgram = e.getCommandLine().getParent() == null;
        String what = noProgram ? "there is no program '" + arguments[0] + "'" : e.getMessage();
        System.err.println(what + " (--help explains)");
        return ExitCode.USAGE;
    }

    /** Throws ParameterException, with a message for the user, unless the value is in its range. */
    static void requireRange(CommandLine command, String option, double value, long from, long to) {
        if (!(value >= from && value <= to)) {
            throw new CommandLine.ParameterException(command, option + ": must be from " + from + " to " + to);
        }
    }
}
