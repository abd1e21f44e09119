package tenstages.loadgen.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The command of a server in any language, for the shell. {@code {port}} stands for the port to listen on, and
 * {@code {options}} for further options; without it they come last. The environment holds the same as {@code TEN_PORT},
 * {@code TEN_QUEUE} and so on, and in {@code TEN_DATA} an empty folder, for a server that keeps something.
 *
 * @param text the command
 * @param environmentOnly whether the options are to stand in the environment alone
 * @param folder where it is run; empty for the one in which this process was started
 */
public record ServerCommand(String text, boolean environmentOnly, Optional<Path> folder) {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final int MOST_PORTS = 3;
    private static final String OPTIONS = "{options}";

    /** One that is run where this process was started. */
    public ServerCommand(String text, boolean environmentOnly) {
        this(text, environmentOnly, Optional.empty());
    }

    /**
     * Starts the server with these options, such as {@code --queue 5}, and waits until it listens. Throws IOException,
     * with the last lines it printed, if it does not.
     */
    public Server start(List<String> options) throws IOException {
        return start(options, Map.of());
    }

    /**
     * The same with further variables in its environment: those of options that it may know, and of others. Throws
     * IOException, with the last lines it printed, if it does not listen.
     */
    public Server start(List<String> options, Map<String, String> variables) throws IOException {
        return start(options, variables, ReservedPort::any);
    }

    /**
     * A server that ends because another program took its port in the meantime did nothing wrong: it gets another port.
     */
    Server start(List<String> options, Map<String, String> variables, Ports ports) throws IOException {
        for (int triesLeft = MOST_PORTS - 1; ; triesLeft--) {
            ReservedPort port = ports.next();
            Map<String, String> all = new TreeMap<>(environment(port.number(), options));
            all.putAll(variables);
            try {
                return ServerProcess.startInShell(line(port.number(), options), folder, all, port, START_TIMEOUT);
            } catch (StartFailure e) {
                if (triesLeft == 0 || !port.isInUse()) {
                    throw e;
                }
            }
        }
    }

    /** Where a port comes from. */
    @FunctionalInterface
    interface Ports {
        ReservedPort next() throws IOException;
    }

    String line(int port, List<String> options) {
        String words = environmentOnly ? "" : String.join(" ", options);
        String line = text.contains(OPTIONS) ? text.replace(OPTIONS, words) : (text + " " + words).strip();
        return line.replace("{port}", String.valueOf(port));
    }

    static Map<String, String> environment(int port, List<String> options) {
        // Python would keep back what it prints, and lose it when it is killed.
        Map<String, String> environment =
                new TreeMap<>(Map.of("TEN_PORT", String.valueOf(port), "PYTHONUNBUFFERED", "1"));
        for (int i = 0; i < options.size(); i += 2) {
            environment.put(variable(options.get(i)), options.get(i + 1));
        }
        return environment;
    }

    /** The variable of an option: {@code --work-ms} is {@code TEN_WORK_MS}. */
    public static String variable(String option) {
        return "TEN" + option.substring(1).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
