package tenstages.loadgen.race;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerCommand;

/**
 * A server that takes part in a race.
 *
 * @param name what the report calls it
 * @param launcher starts a process of it
 */
public record Contestant(String name, Launcher launcher) {
    /** More than any race asks for. */
    private static final int MAX_CONNECTIONS = 20_000;

    /** Starts a server, and returns once it listens. */
    @FunctionalInterface
    public interface Launcher {
        /** Throws IOException, with the reason, if it does not come to listen. */
        Server start(int workMs) throws IOException;
    }

    /**
     * The one that is meant: a program of the project by what people type for it, with options behind it, or any other
     * server as {@code NAME=COMMAND}. Throws IllegalArgumentException, with a message for the user, if there is none.
     */
    public static Contestant of(String text) throws IOException {
        int equals = text.indexOf('=');
        int space = text.indexOf(' ');
        if (equals > 0 && (space < 0 || equals < space)) {
            return command(text.substring(0, equals), text.substring(equals + 1));
        }
        List<String> words = List.of(text.strip().split("\\s+"));
        List<Program> all = Programs.all();
        Program program = Programs.find(words.get(0)).filter(Program::isServer).orElseThrow(() -> unknown(text, all));
        List<String> more = words.subList(1, words.size());
        String name = String.join(" ", all(List.of(program.called()), more));
        return new Contestant(name, workMs -> program.start(List.of(), course(program, workMs, more)));
    }

    /** The program that takes part under this text; empty if it is not one of the project's. */
    public static Optional<Program> program(String text) throws IOException {
        return text.isBlank() ? Optional.empty() : Programs.find(text.strip().split("\\s+")[0]);
    }

    private static IllegalArgumentException unknown(String text, List<Program> programs) {
        String names = programs.stream()
                .filter(Program::isServer)
                .map(Program::shortName)
                .collect(Collectors.joining(", "));
        return new IllegalArgumentException("'" + text + "' is neither one of " + names + ", nor NAME=COMMAND");
    }

    /** A command has the port and the options of the course at their usual places. */
    private static Contestant command(String name, String command) {
        return new Contestant(
                name, workMs -> new ServerCommand(command, false).start(List.of("--work-ms", String.valueOf(workMs))));
    }

    /** What all servers are started with, as far as they know it, and then what is asked for beyond that. */
    static List<String> course(Program program, int workMs, List<String> more) throws IOException {
        Map<String, String> options = Map.of(
                "--work-ms",
                String.valueOf(workMs),
                "--hold-ms",
                "0",
                "--max-connections",
                String.valueOf(MAX_CONNECTIONS));
        return all(all(List.of("--port", "0"), program.known(options)), more);
    }

    private static List<String> all(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
