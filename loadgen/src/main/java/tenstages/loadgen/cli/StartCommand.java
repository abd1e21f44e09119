package tenstages.loadgen.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sun.misc.Signal;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;

/** The verb {@code start}: a program of the project, built if it has been changed, in the foreground. */
@Command(
        name = "start",
        header = "Starts a program of the project, built first if it has been changed.",
        description = {
            "",
            "It runs in the foreground until Ctrl+C, and its exit code is that of the program."
                    + " What stands behind its name"
                    + " is for the program; its own --help is there too.",
            "",
            "Examples:",
            "  ./ten start 5",
            "  ./ten start 6 --workers 2 --work-ms 200",
            "  ./ten start --jvm -Xmx64m 2",
            "  ./ten start thread-pool --help",
            ""
        },
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
    /** The launcher names a file here. It then runs the command that it finds there in its own place. */
    private static final String FILE = "TEN_COMMAND";

    /** How this Java reads arguments and the names of files. */
    private static final Charset WORDS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    @Spec
    private CommandSpec spec;

    @Option(names = "--jvm", paramLabel = "OPTION", description = "An option for its JVM, such as -Xmx64m.")
    private List<String> jvmOptions = List.of();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The number of a stage, kafka, http, speed, or the name of a detour: ./ten list shows all.")
    private String name;

    @Parameters(index = "1..*", paramLabel = "OPTION", description = "Options of the program.")
    private List<String> options = List.of();

    @Override
    public Integer call() throws IOException {
        Program program = Programs.find(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "there is no program '" + name + "' (./ten list shows all)"));
        boolean complete = options.isEmpty() || !options.get(options.size() - 1).equals("--jvm");
        Usage.require(spec, complete, "--jvm: needs an option for the JVM behind it, such as -Xmx64m");
        Needed.BUILT.areThere(List.of(program));
        List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(words(jvmOptions, options, program.builtJar().toString()));
        String file = System.getenv(FILE);
        if (file == null) {
            return run(command);
        }
        String line = command.stream().map(StartCommand::quoted).collect(Collectors.joining(" "));
        Files.writeString(Path.of(file), line, WORDS);
        return ExitCodes.OK;
    }

    /** What stands behind java. No program has an option --jvm, so it is for the JVM wherever it stands. */
    static List<String> words(List<String> jvmOptions, List<String> options, String jar) {
        List<String> jvm = new ArrayList<>(jvmOptions);
        List<String> rest = new ArrayList<>(options);
        for (int at = rest.indexOf("--jvm"); at >= 0 && at + 1 < rest.size(); at = rest.indexOf("--jvm")) {
            rest.remove(at);
            jvm.add(rest.remove(at));
        }
        jvm.addAll(List.of("-jar", jar));
        jvm.addAll(rest);
        return jvm;
    }

    /** As a shell reads it, whatever is in it. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Without the launcher the program is a child. A terminal sends Ctrl+C to it as well; a TERM is passed on. */
    private static int run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        Signal.handle(new Signal("INT"), signal -> {});
        Signal.handle(new Signal("TERM"), signal -> process.destroy());
        return process.onExit().join().exitValue();
    }
}
