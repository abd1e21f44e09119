package tenstages.channels;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** One small program for each way in which threads talk to each other over queues. */
@Command(
        name = "channels",
        header = "Queues as the way threads talk to each other: a program for each.",
        subcommands = {
            TaskQueue.class,
            LogWriter.Program.class,
            PingPong.class,
            WorkerPool.Program.class,
            Batcher.Program.class,
            ParallelFiles.class,
            Chat.class,
            RequestReply.Program.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "PROGRAM")
public final class Main {
    private Main() {}

    /** Runs one program. Exits with 0, with 1 if it failed, and with 2 for a user's mistake. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine programs = new CommandLine(new Main());
        String version = String.valueOf(Main.class.getPackage().getImplementationVersion());
        programs.getCommandSpec().version(version);
        programs.getSubcommands().values().forEach(program -> program.getCommandSpec()
                .version(version));
        return programs.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::complain)
                .setExecutionExceptionHandler((e, command, result) -> {
                    System.err.println(e.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    /** Without a program the programs are listed; that is no mistake. */
    private static int complain(CommandLine.ParameterException e, String[] arguments) {
        if (arguments.length == 0) {
            e.getCommandLine().usage(System.out);
            return CommandLine.ExitCode.OK;
        }
        boolean noProgram = e.getCommandLine().getParent() == null;
        String what = noProgram ? "there is no program '" + arguments[0] + "'" : e.getMessage();
        System.err.println(what + " (--help explains)");
        return CommandLine.ExitCode.USAGE;
    }

    /** Throws ParameterException, with a message for the user, unless the value is in its range. */
    static void requireRange(CommandLine command, String option, long value, long from, long to) {
        if (value < from || value > to) {
            throw new CommandLine.ParameterException(
                    command, option + ": must be from " + from + " to " + to + ", not " + value);
        }
    }
}
