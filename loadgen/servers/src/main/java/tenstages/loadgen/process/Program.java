package tenstages.loadgen.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of the project that people start: a stage, what lies beyond the stages, or a detour. All of it is read from
 * its folder and its pom.
 *
 * @param name its folder below the project's, with / between names, such as {@code beyond/kafka}
 * @param folder the same as a path
 * @param stage its number, if it is a stage of the ladder; 0 otherwise
 * @param promises the stage whose promises it keeps; 0 if it is no server
 * @param port where it listens unless told otherwise; 0 if it is no server
 * @param description what it is, in a line; of a stage, what it fixes
 * @param java the oldest Java that runs it
 * @param mainClass the class that its jar starts
 * @param page the page of the course that tells about it, below the project's folder
 * @param follows what people type for the program that its page compares it with; empty if there is none
 * @param speaks the protocol in which a server is asked, such as HTTP; empty for the lines of the ladder
 */
public record Program(
        String name,
        Path folder,
        int stage,
        int promises,
        int port,
        String description,
        int java,
        String mainClass,
        String page,
        String follows,
        String speaks) {
    private static final Pattern OPTION = Pattern.compile("\"(--[a-z][a-z-]+)\"");

    /** Its name in a sentence and on the command line's tables, such as {@code stage 4} or {@code thread-pool}. */
    public String called() {
        return stage > 0 ? "stage " + stage : name.startsWith("detours/") ? shortName() : name;
    }

    /** What people type for it: {@code 4}, {@code kafka}, {@code thread-pool}. */
    public String shortName() {
        return stage > 0 ? String.valueOf(stage) : folder.getFileName().toString();
    }

    /** The program that its page compares it with; empty if there is none. */
    public Optional<Program> before() throws IOException {
        return follows.isEmpty() ? Optional.empty() : Optional.of(Programs.named(follows));
    }

    /** Where its jar is, or will be once it is built. */
    public Path jar() {
        return folder.resolve("target").resolve(name.replace('/', '-') + ".jar");
    }

    /** Whether it is a server. */
    public boolean isServer() {
        return port > 0;
    }

    /** Whether it is a server of the ladder's protocol, so that our clients can ask it. */
    public boolean speaksLines() {
        return isServer() && speaks.isEmpty();
    }

    /** Why the Java that runs this process cannot run it; empty if it can. */
    public String whyNot() {
        int here = Runtime.version().feature();
        return here >= java ? "" : "it needs Java " + java + " or newer, and this is Java " + here;
    }

    /** The names of its options, such as {@code --queue}, read from its {@code Config.java}. */
    public Set<String> options() throws IOException {
        Set<String> options = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder.resolve("src/main/java"))) {
            for (Path file : files.filter(path -> path.endsWith("Config.java")).toList()) {
                OPTION.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult option) -> option.group(1))
                        .forEach(options::add);
            }
        }
        return options;
    }

    /** Those of the options that it knows, as a command line in the order of the alphabet. */
    public List<String> known(Map<String, String> options) throws IOException {
        Set<String> names = options();
        return new TreeMap<>(options)
                .entrySet().stream()
                        .filter(option -> names.contains(option.getKey()))
                        .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
                        .toList();
    }

    /** Starts it and waits until it listens. Throws IOException if it does not, or has not been built. */
    public ServerProcess start(List<String> jvmOptions, List<String> options) throws IOException {
        return ServerProcess.start(JavaCommand.of(jvmOptions, builtJar(), options));
    }

    /** Its jar. Throws IOException, with what to do, if it cannot be run here or has not been built. */
    public Path builtJar() throws IOException {
        if (!whyNot().isEmpty()) {
            throw new IOException(called() + ": " + whyNot());
        }
        if (!Files.exists(jar())) {
            throw new IOException(
                    jar() + " is not there: build it with mvn -q package -DskipTests, or use ./ten, which does");
        }
        return jar();
    }
}
