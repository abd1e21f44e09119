package tenstages.loadgen.proofs;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.ScratchFolder;

/**
 * Compiles a trial's sources against the program that it is about, and tries its schedules in another process. Nothing
 * of a program is changed: what is compiled comes before the program's classes of the same names.
 */
public final class Laboratory {
    /** The module that has what tries schedules. */
    public static final String MODULE = "proofs";

    private static final String MAIN = "tenstages.proofs.Main";
    private static final String STRESS_MAIN = "org.openjdk.jcstress.Main";

    /** One process, one way to compile, a second: in the full number of ways it takes minutes. */
    private static final List<String> STRESS_OPTIONS = List.of(
            "-v",
            "-f",
            "1",
            "-iters",
            "1",
            "-time",
            "1000",
            "-sc",
            "false",
            "-af",
            "NONE",
            "-jvmArgs",
            "-XX:+UseSerialGC");

    private static final int FIRST_JAVA_THAT_WARNS_OF_UNSAFE = 24;
    private static final int SECONDS_TO_START = 30;
    private static final int MOST_LINES_OF_AN_ERROR = 6;

    private final int seconds;

    /** A search that has come to no end after so many seconds has found nothing, and proved nothing. */
    public Laboratory(int seconds) {
        this.seconds = seconds;
    }

    /**
     * What comes of each of these trials. They are tried in one process, because it takes longer to start one than to
     * search. Throws IOException if one does not compile against what its program is now.
     */
    public List<Finding> run(List<Trial> trials) throws IOException {
        try (ScratchFolder scratch = new ScratchFolder()) {
            Path copies = Files.createDirectory(scratch.path().resolve("copies"));
            Set<Path> classPath = new LinkedHashSet<>(List.of(jar(), copies));
            List<String> arguments = new ArrayList<>(List.of(String.valueOf(seconds), copies.toString()));
            for (Trial trial : trials) {
                Path classes = Files.createTempDirectory(scratch.path(), "trial");
                Path program = Programs.named(trial.program()).builtJar();
                compile(trial, classes, joined(List.of(jar(), program)), "-proc:none");
                classPath.add(program);
                arguments.addAll(List.of(
                        classes.toString(), program.toString(), trial.subject(), String.valueOf(trial.limit())));
            }
            List<String> command = new ArrayList<>(java());
            command.addAll(List.of("-cp", joined(classPath), MAIN));
            command.addAll(arguments);
            return findings(
                    trials, Child.linesOf(command, scratch.path(), SECONDS_TO_START + trials.size() * 2 * seconds));
        }
    }

    /** What comes of one. */
    public Finding run(Trial trial) throws IOException {
        return run(List.of(trial)).get(0);
    }

    /** From what the process has printed; a trial that it has not come to has found nothing. */
    static List<Finding> findings(List<Trial> trials, List<String> lines) {
        List<List<String>> parts = new ArrayList<>();
        trials.forEach(trial -> parts.add(new ArrayList<>()));
        int begun = 0;
        for (String line : lines) {
            begun += line.equals("proof: trial") ? 1 : 0;
            // What a JVM says before it begins is said to the first one.
            parts.get(Math.max(0, begun - 1)).add(line);
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < trials.size(); i++) {
            findings.add(Finding.of(trials.get(i), parts.get(i)));
        }
        return findings;
    }

    /** What jcstress counts, within so many seconds; it looks at the machine first, which takes most of them. */
    public Stressed stress(Trial trial) throws IOException {
        try (ScratchFolder scratch = new ScratchFolder()) {
            List<Path> classPath = List.of(
                    scratch.path(), jar(), Programs.named(trial.program()).builtJar());
            compile(
                    trial,
                    scratch.path(),
                    joined(classPath.subList(1, classPath.size())),
                    "-processorpath",
                    String.valueOf(jar()));
            List<String> command = new ArrayList<>(List.of(JavaCommand.java(), "-Duser.language=en"));
            command.addAll(List.of("-cp", joined(classPath), STRESS_MAIN, "-t", trial.subject()));
            command.addAll(STRESS_OPTIONS);
            return Stressed.of(trial, Child.linesOf(command, scratch.path(), 3 * seconds));
        }
    }

    /** Where a source file of a trial is: in one of its folders, or else in its program. */
    public static Path source(Trial trial, String file) throws IOException {
        List<Path> folders = new ArrayList<>(folders(trial));
        folders.add(Programs.named(trial.program()).folder().resolve("src/main/java"));
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> found = files.filter(path -> path.endsWith(file)).toList();
                if (!found.isEmpty()) {
                    return found.get(0);
                }
            }
        }
        throw new IOException("there is no " + file + " in " + trial.program());
    }

    private static List<Path> folders(Trial trial) throws IOException {
        Path subjects = Programs.root().resolve(MODULE).resolve("src/main/subjects");
        return trial.sources().stream().map(subjects::resolve).toList();
    }

    private static void compile(Trial trial, Path into, String classPath, String... further) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("a JDK is needed to prove something, and this is a JRE, without a compiler");
        }
        List<Path> files = new ArrayList<>();
        for (Path folder : folders(trial)) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
            }
        }
        List<String> options = new ArrayList<>(
                List.of("-nowarn", "-g", "-encoding", "UTF-8", "-cp", classPath, "-d", into.toString()));
        options.addAll(List.of(further));
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            var units = manager.getJavaFileObjectsFromPaths(files);
            if (!compiler.getTask(said, manager, null, options, null, units).call()) {
                throw new IOException("this proof does not fit " + trial.program() + " as it is now:\n"
                        + said.toString().lines().limit(MOST_LINES_OF_AN_ERROR).collect(Collectors.joining("\n")));
            }
        }
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>(List.of(
                JavaCommand.java(),
                "-Duser.language=en",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true"));
        if (Runtime.version().feature() >= FIRST_JAVA_THAT_WARNS_OF_UNSAFE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        return command;
    }

    private static Path jar() throws IOException {
        return Programs.root().resolve(MODULE).resolve("target").resolve(MODULE + ".jar");
    }

    private static String joined(Collection<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
