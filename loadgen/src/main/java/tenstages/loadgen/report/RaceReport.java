package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tenstages.loadgen.race.Heat;
import tenstages.loadgen.race.Race;

/** The heats of a race, for a terminal and for programs. */
public final class RaceReport {
    private static final int MEGABYTE = 1 << 20;
    static final List<String> HEAD = List.of("server", "replies/s", "p50 ms", "p99 ms", "MB", "threads", "switches");

    /** What is said of a server for which the client was too slow. */
    static final String LOWER_BOUND = ": the client was at its limit, so the server could do more";

    /** What readers of a table ask. */
    static final String FOOTNOTE = "switches: context switches for each reply. A - is not known: switches are counted"
            + " thread by thread, and the load may be over before all of them are.";

    private RaceReport() {}

    /** What was done to all servers. */
    public static String course(Race race) {
        return "%s work for each event, %d under way on each connection, %s for each heat"
                .formatted(
                        race.workMs() == 0 ? "no" : race.workMs() + " ms of",
                        race.pipeline(),
                        Text.time(race.duration().toNanos()));
    }

    /** A table for each number of connections. The last column is context switches for each reply. */
    public static String text(List<Heat> heats, int width) {
        StringBuilder text = new StringBuilder();
        for (int connections : connections(heats)) {
            List<List<String>> rows = new ArrayList<>(List.of(HEAD));
            List<Heat> same = heats.stream()
                    .filter(heat -> heat.connections() == connections)
                    .toList();
            same.forEach(heat -> rows.add(row(heat)));
            text.append(connections)
                    .append(connections == 1 ? " connection\n" : " connections\n")
                    .append(Text.table(rows, width));
            same.stream().filter(heat -> !heat.gaveUp().isEmpty()).forEach(heat -> text.append("  ")
                    .append(Text.wrapped(heat.server() + " gave up: " + heat.gaveUp(), width - 2, "    "))
                    .append('\n'));
            same.stream().filter(Heat::clientLimited).forEach(heat -> text.append("  ")
                    .append(Text.wrapped(heat.server() + LOWER_BOUND, width - 2, "    "))
                    .append('\n'));
            text.append('\n');
        }
        return text.append(Text.wrapped(FOOTNOTE, width, "  ")).append('\n').toString();
    }

    /** The same, with every digit. */
    public static String json(Race race, List<Heat> heats, String when) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode json = mapper.createObjectNode()
                .put("when", when)
                .put("workMs", race.workMs())
                .put("pipeline", race.pipeline())
                .put("seconds", race.duration().toNanos() / 1e9);
        ArrayNode rows = json.putArray("heats");
        for (Heat heat : heats) {
            rows.addObject()
                    .put("server", heat.server())
                    .put("connections", heat.connections())
                    .put("served", heat.served())
                    .put("repliesPerSecond", heat.perSecond())
                    .put("p50Ms", heat.p50())
                    .put("p99Ms", heat.p99())
                    .put("residentBytes", heat.residentBytes())
                    .put("threads", heat.threads())
                    .put("contextSwitchesPerReply", isKnown(heat.switchesPerReply()) ? heat.switchesPerReply() : null)
                    .put("clientLimited", heat.clientLimited())
                    .put("gaveUp", heat.gaveUp());
        }
        return mapper.writeValueAsString(json);
    }

    static List<Integer> connections(List<Heat> heats) {
        return heats.stream().map(Heat::connections).distinct().toList();
    }

    /** One heat as people read it. Of a server that served nobody only its name is known. */
    static List<String> row(Heat heat) {
        if (heat.served() == 0) {
            return List.of(heat.server(), "-", "-", "-", "-", "-", "-");
        }
        return List.of(
                heat.server(),
                Text.count(heat.perSecond()),
                millis(heat.p50()),
                millis(heat.p99()),
                heat.residentBytes() == 0 ? "-" : String.valueOf(Math.round(heat.residentBytes() / (double) MEGABYTE)),
                heat.threads() == 0 ? "-" : String.valueOf(heat.threads()),
                isKnown(heat.switchesPerReply()) ? String.format(Locale.ROOT, "%.2f", heat.switchesPerReply()) : "-");
    }

    private static boolean isKnown(double switches) {
        return !Double.isNaN(switches);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%,.0f", millis);
    }
}
