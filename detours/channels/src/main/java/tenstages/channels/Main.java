package tenstages.channels;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

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
        // What is printed is the same in every locale.
        Locale.setDefault(Locale.ROOT);
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        int exitCode = commandLine().execute(args);
        if (System.out.checkError()) {
            System.err.println("the output could not be written to stdout (a full disk, or a closed pipe?)");
            exitCode = exitCode == ExitCode.OK ? ExitCode.SOFTWARE : exitCode;
        }
        System.exit(exitCode);
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
                    return ExitCode.SOFTWARE;
                });
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
    static void requireRange(CommandLine command, String option, long value, long from, long to) {
        if (value < from || value > to) {
            throw new CommandLine.ParameterException(
                    command, option + ": must be from " + from + " to " + to + ", not " + value);
        }
    }
}
