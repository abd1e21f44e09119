package tenstages.loadgen.scenario;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.wire.LineClient;

/** A server's counters. */
record Metrics(long received, long processed, long dropped, long pending, long failed) {
    private static final Pattern REPLY = Pattern.compile(
            "\\{\"received\":(\\d+),\"processed\":(\\d+),\"dropped\":(\\d+),\"pending\":(\\d+),\"failed\":(\\d+)}");

    /** Asks for them; empty if the server does not know the question. */
    static Optional<Metrics> of(ServerProcess server) throws IOException {
        try (LineClient client = Bench.connect(server)) {
            return parse(client.ask("{\"type\":\"metrics\"}"));
        }
    }

    /** Reads a reply; empty if it is none of this kind. */
    static Optional<Metrics> parse(String line) {
        Matcher counts = REPLY.matcher(line);
        return counts.matches()
                ? Optional.of(new Metrics(
                        count(counts, 1), count(counts, 2), count(counts, 3), count(counts, 4), count(counts, 5)))
                : Optional.empty();
    }

    private static long count(Matcher counts, int group) {
        return Long.parseLong(counts.group(group));
    }
}
