package tenstages.loadgen.film;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a browser has to know before a line of a sample tells it anything. Not thread-safe. */
final class LiveHead {
    private static final Set<String> OF_A_SERVER = Set.of("server", "lane", "client", "queue", "locks", "note");
    private static final Set<String> NUMBERED = Set.of("lane", "client");
    private static final Set<String> OF_A_SESSION = Set.of("load", "state", "says");

    private final Map<String, String> lines = new LinkedHashMap<>();

    /** Returns whether the line is one that stays true, and so was kept in the place of the one before it. */
    boolean keep(String line) {
        String[] words = line.split(" ", 3);
        if (words[0].equals("server")) {
            lines.keySet().removeIf(key -> OF_A_SERVER.contains(key.split(" ", 2)[0]));
        }
        boolean stays = OF_A_SERVER.contains(words[0]) || OF_A_SESSION.contains(words[0]);
        if (stays) {
            lines.put(key(words, line), line);
        }
        return stays;
    }

    private static String key(String[] words, String line) {
        if (words[0].equals("note")) {
            return line;
        }
        return NUMBERED.contains(words[0]) ? words[0] + " " + words[1] : words[0];
    }

    /** The server first, and then what is in it. */
    List<String> lines() {
        return new ArrayList<>(lines.values());
    }
}
