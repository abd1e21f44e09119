package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import tenstages.loadgen.race.Heat;
import tenstages.loadgen.race.Race;

/** The heats of a race, for a terminal and for programs. */
public final class RaceReport {
    private static final int MEGABYTE = 1 << 20;
    static final List<String> HEAD = List.of("server", "replies/s", "p50 ms", "p99 ms", "MB", "threads", "switches");

    /** Columns behind which others may stand. */
    private static final int PER_SECOND = HEAD.indexOf("replies/s");

    private static final int P99 = HEAD.indexOf("p99 ms");
    private static final String SPREAD = "least to most";

    /** What is said of a server for which the client was too slow. */
    static final String LOWER_BOUND = ": the client was at its limit, so the server could do more";

    private RaceReport() {}

    /** What was done to all servers. */
    public static String course(Race race) {
        return "%s work for each event, %s, %s for each heat%s%s"
                .formatted(
                        race.workMs() == 0 ? "no" : race.workMs() + " ms of",
                        race.openLoop()
                                ? number(race.rate()) + " requests per second"
                                : race.pipeline() + " under way on each connection",
                        Text.time(race.duration().toNanos()),
                        race.threads() > 1 ? ", " + race.threads() + " threads of the client" : "",
                        race.rounds() > 1 ? ", medians of " + race.rounds() + " rounds" : "");
    }

    /** A table for each number of connections. The last column is context switches for each reply. */
    public static String text(Race race, List<Heat> heats, int width) {
        StringBuilder text = new StringBuilder();
        for (int connections : connections(heats)) {
            List<List<String>> rows = new ArrayList<>(List.of(head(race)));
            List<Heat> same = heats.stream()
                    .filter(heat -> heat.connections() == connections)
                    .toList();
            same.forEach(heat -> rows.add(row(race, heat, same.get(0))));
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
        if (race.rounds() > 1) {
            text.append("least to most: of all rounds");
            text.append(race.openLoop() ? "\n" : "; ratio: of replies/s to those of the first server\n");
        }
        return text.append("switches: context switches for each reply\n").toString();
    }

    private static List<String> head(Race race) {
        List<String> head = new ArrayList<>(HEAD);
        if (race.openLoop()) {
            head.add(P99 + 1, "p99.9 ms");
        }
        if (race.rounds() > 1) {
            head.addAll(spreadAt(race), race.openLoop() ? List.of(SPREAD) : List.of(SPREAD, "ratio"));
        }
        return head;
    }

    /** With the columns that only some races have. */
    private static List<String> row(Race race, Heat heat, Heat first) {
        List<String> row = new ArrayList<>(row(heat));
        boolean served = heat.served() > 0;
        if (race.openLoop()) {
            row.add(P99 + 1, served ? millis(heat.p999()) : "-");
        }
        if (race.rounds() > 1) {
            row.add(spreadAt(race), served ? spread(race, heat) : "-");
        }
        if (race.rounds() > 1 && !race.openLoop()) {
            boolean both = served && first.perSecond() > 0;
            row.add(PER_SECOND + 2, both ? digits(heat.perSecond() / first.perSecond()) : "-");
        }
        return row;
    }

    /** The spread stands behind its figure. In an open loop the replies of a second say nothing: they are as many as asked for. */
    private static int spreadAt(Race race) {
        return 1 + (race.openLoop() ? P99 : PER_SECOND);
    }

    private static String spread(Race race, Heat heat) {
        DoubleSummaryStatistics all = heat.rounds().stream()
                .filter(round -> round.served() > 0)
                .mapToDouble(race.openLoop() ? Heat::p99 : Heat::perSecond)
                .summaryStatistics();
        if (all.getCount() == 0) {
            return "-";
        }
        return race.openLoop()
                ? millis(all.getMin()) + " to " + millis(all.getMax())
                : thousands(all.getMin()) + " to " + thousands(all.getMax());
    }

    private static String thousands(double perSecond) {
        return perSecond < 10_000 ? Text.count(perSecond) : Text.count(perSecond / 1000) + "k";
    }

    /** The same, with every digit. */
    public static String json(Race race, List<Heat> heats, String when) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode json = mapper.createObjectNode()
                .put("when", when)
                .put("workMs", race.workMs())
                .put("pipeline", race.pipeline())
                .put("seconds", race.duration().toNanos() / 1e9);
        if (race.openLoop()) {
            json.put("rate", race.rate());
        }
        if (race.rounds() > 1) {
            json.put("rounds", race.rounds());
        }
        ArrayNode rows = json.putArray("heats");
        heats.forEach(heat -> put(race, heat, rows.addObject()));
        return mapper.writeValueAsString(json);
    }

    private static void put(Race race, Heat heat, ObjectNode row) {
        row.put("server", heat.server())
                .put("connections", heat.connections())
                .put("served", heat.served())
                .put("repliesPerSecond", heat.perSecond())
                .put("p50Ms", heat.p50())
                .put("p99Ms", heat.p99());
        if (race.openLoop()) {
            row.put("p999Ms", heat.p999());
        }
        row.put("residentBytes", heat.residentBytes())
                .put("threads", heat.threads())
                .put("contextSwitchesPerReply", isKnown(heat.switchesPerReply()) ? heat.switchesPerReply() : null)
                .put("clientLimited", heat.clientLimited())
                .put("gaveUp", heat.gaveUp());
        if (!heat.rounds().isEmpty()) {
            ArrayNode rounds = row.putArray("rounds");
            heat.rounds().forEach(round -> put(race, round, rounds.addObject()));
        }
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
                isKnown(heat.switchesPerReply()) ? digits(heat.switchesPerReply()) : "-");
    }

    private static boolean isKnown(double switches) {
        return !Double.isNaN(switches);
    }

    private static String digits(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    private static String number(double rate) {
        return rate == Math.rint(rate) ? Text.count(rate) : String.valueOf(rate);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%,.0f", millis);
    }
}
