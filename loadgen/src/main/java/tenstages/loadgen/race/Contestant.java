package tenstages.loadgen.race;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.process.Detours;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.ServerCommand;
import tenstages.loadgen.process.Stages;

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
     * Who is meant: a stage by its number, a detour by its name, either with options behind it, {@code speed}, or any other
     * server as {@code NAME=COMMAND}. Throws IllegalArgumentException, with a message for the user, if nobody is.
     */
    public static Contestant of(String text) {
        int equals = text.indexOf('=');
        int space = text.indexOf(' ');
        if (equals > 0 && (space < 0 || equals < space)) {
            return command(text.substring(0, equals), text.substring(equals + 1));
        }
        List<String> words = List.of(text.strip().split("\\s+"));
        String name = words.get(0);
        List<String> options = words.subList(1, words.size());
        if (Detours.NAMES.contains(name)) {
            return new Contestant(text, workMs -> Detours.start(name, course(4, workMs, options)));
        }
        if (name.equals("speed")) {
            return stage(String.join(" ", all(List.of(Stages.called(Stages.SPEED)), options)), Stages.SPEED, options);
        }
        if (name.matches("0?[1-9]|10")) {
            int stage = Integer.parseInt(name);
            return stage(String.join(" ", all(List.of(Stages.called(stage)), options)), stage, options);
        }
        throw new IllegalArgumentException("'" + text + "' is neither a stage (1 to 10, speed), nor a detour ("
                + String.join(", ", Detours.NAMES) + "), nor NAME=COMMAND");
    }

    private static Contestant stage(String name, int stage, List<String> options) {
        return new Contestant(name, workMs -> Stages.start(stage, List.of(), course(stage, workMs, options)));
    }

    /** A command has the port and the options of the course at their usual places. */
    private static Contestant command(String name, String command) {
        return new Contestant(
                name, workMs -> new ServerCommand(command, false).start(List.of("--work-ms", String.valueOf(workMs))));
    }

    /** What all servers are started with, as far as they know it, and then what is asked for beyond that. */
    static List<String> course(int stage, int workMs, List<String> more) {
        Map<String, String> options = Map.of(
                "--work-ms",
                String.valueOf(workMs),
                "--hold-ms",
                "0",
                "--max-connections",
                String.valueOf(MAX_CONNECTIONS));
        return all(all(List.of("--port", "0"), Stages.options(stage, options)), more);
    }

    private static List<String> all(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
