package tenstages.primitives;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** What servers use without opening it, opened up: one small program for each, with its pain and its cure. */
@Command(
        name = "primitives",
        header = "Locks, queues, flags and counters opened up: a pain and its cure for each.",
        footer = {
            "",
            "Exit code 0: the pain showed, and the cure held. 1: the cure did not hold.",
            "3: the pain did not show this time."
        },
        subcommands = {
            WhileNotIf.class,
            NotifyAll.class,
            TwoConditions.class,
            SemaphoreLatch.class,
            StopFlag.class,
            Publication.class,
            Count.class,
            CompareAndSet.class,
            Aba.class,
            Deadlock.class,
            Livelock.class,
            FairLock.class,
            PoolGrowth.class,
            ThreadLocalLeak.class,
            FalseSharing.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "PROGRAM")
public final class Main {
    /** The exit code of a program whose pain is a matter of chance, and had none. */
    static final int NOT_SHOWN = 3;

    private Main() {}

    /** Runs one program. */
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
        return programs.setParameterExceptionHandler(Main::complain)
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
    static void requireRange(CommandSpec spec, String option, long value, long from, long to) {
        if (value < from || value > to) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), option + ": must be from " + from + " to " + to + ", not " + value);
        }
    }

    /** The last line of every program, and its exit code. */
    static int verdict(boolean painShowed, boolean cureHeld) {
        if (!cureHeld) {
            System.out.println("The cure did not hold.");
            return ExitCode.SOFTWARE;
        }
        System.out.println(painShowed ? "The pain showed, and the cure held." : "The pain did not show this time.");
        return painShowed ? ExitCode.OK : NOT_SHOWN;
    }
}
