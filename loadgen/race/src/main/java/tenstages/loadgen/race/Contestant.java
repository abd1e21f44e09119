package tenstages.loadgen.race;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerCommand;

/**
 * A server that takes part in a race.
 *
 * @param name what the report calls it
 * @param launcher starts a process of it
 * @param requests what it is asked
 */
public record Contestant(String name, Launcher launcher, RequestLines requests) {
    static final int USERS = 1000;

    /** More than any race asks for. */
    private static final String MAX_CONNECTIONS = "20000";

    /** Where the work is free, nothing is to be refused for want of room: to refuse is less than to accept. */
    private static final String LONG_QUEUE = "100000";

    /** Starts a server, and returns once it listens. */
    @FunctionalInterface
    public interface Launcher {
        /** Throws IOException, with the reason, if it does not come to listen. */
        Server start(int workMs) throws IOException;
    }

    /** A server of the ladder's protocol. */
    public Contestant(String name, Launcher launcher) {
        this(name, launcher, RequestLines.events(USERS, 1));
    }

    /**
     * The one that is meant: a program of the project by what people type for it, or a {@link Peer}, with options
     * behind it, or any other server as {@code NAME=COMMAND}. Throws IllegalArgumentException, with a message for the
     * user, if there is none.
     */
    public static Contestant of(String text) throws IOException {
        int equals = text.indexOf('=');
        int space = text.indexOf(' ');
        if (equals > 0 && (space < 0 || equals < space)) {
            return command(text.substring(0, equals), text.substring(equals + 1));
        }
        List<String> words = List.of(text.strip().split("\\s+"));
        List<String> more = words.subList(1, words.size());
        Optional<Peer> peer = Peer.named(words.get(0));
        if (peer.isPresent()) {
            return peer.get().contestant(more);
        }
        List<Program> all = Programs.all();
        Program program =
                Programs.find(words.get(0)).filter(Program::speaksLines).orElseThrow(() -> unknown(text, all));
        String name = String.join(" ", all(List.of(program.called()), more));
        return new Contestant(name, workMs -> program.start(List.of(), course(program, workMs, more)));
    }

    /** The program that takes part under this text; empty if it is not one of the project's. */
    public static Optional<Program> program(String text) throws IOException {
        return text.isBlank() ? Optional.empty() : Programs.find(text.strip().split("\\s+")[0]);
    }

    private static IllegalArgumentException unknown(String text, List<Program> programs) {
        String names = Stream.concat(
                        programs.stream().filter(Program::speaksLines).map(Program::shortName),
                        Stream.of(Peer.values()).map(Peer::shortName))
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
        return all(all(List.of("--port", "0"), program.known(course(workMs))), more);
    }

    /** The options that make the race the same for all. */
    static Map<String, String> course(int workMs) {
        Map<String, String> options = new TreeMap<>(Map.of("--hold-ms", "0", "--max-connections", MAX_CONNECTIONS));
        options.put("--work-ms", String.valueOf(workMs));
        if (workMs == 0) {
            options.put("--queue", LONG_QUEUE);
        }
        return options;
    }

    static List<String> all(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
