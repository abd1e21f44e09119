package tenstages.loadgen.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
        int port = freePort();
        Map<String, String> all = new TreeMap<>(environment(port, options));
        all.putAll(variables);
        return ServerProcess.startInShell(line(port, options), folder, all, port, START_TIMEOUT);
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

    /**
     * Another program could take it before the server does; the exam of that item then fails with the server's own
     * words.
     */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
