package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tenstages.loadgen.race.Heat;
import tenstages.loadgen.race.Race;

/** The heats of a race, for a terminal and for programs. */
public final class RaceReport {
    private static final int MEGABYTE = 1 << 20;
    static final List<String> HEAD = head(columns(false, false, null));

    /** What is said of a server for which the client was too slow. */
    static final String LOWER_BOUND = ": the client was at its limit, so the server can do better";

    /** What readers of a table ask. */
    static final String FOOTNOTE = "switches: context switches for each reply. A - is not known: switches are counted"
            + " thread by thread, and the load may be over before all of them are.";

    private record Column(String head, Function<Heat, String> cell) {}

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
            List<Heat> same = with(connections, heats);
            List<Column> columns = columns(race.openLoop(), race.rounds() > 1, same.get(0));
            List<List<String>> rows = new ArrayList<>(List.of(head(columns)));
            same.forEach(heat -> rows.add(row(columns, heat)));
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
        return text.append(Text.wrapped(FOOTNOTE, width, "  ")).append('\n').toString();
    }

    /** The spread stands behind its figure. At a rate it is that of the p99: replies are as many as asked for. */
    private static List<Column> columns(boolean openLoop, boolean rounds, Heat first) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("server", Heat::server));
        columns.add(new Column("replies/s", heat -> Text.count(heat.perSecond())));
        if (rounds && !openLoop) {
            columns.add(spread(Heat::perSecond, RaceReport::thousands));
            columns.add(new Column("ratio", heat -> digits(heat.perSecond() / first.perSecond())));
        }
        columns.add(new Column("p50 ms", heat -> millis(heat.p50())));
        columns.add(new Column("p99 ms", heat -> millis(heat.p99())));
        if (rounds && openLoop) {
            columns.add(spread(Heat::p99, RaceReport::millis));
        }
        if (openLoop) {
            columns.add(new Column("p99.9 ms", heat -> millis(heat.p999())));
        }
        columns.add(new Column("MB", heat -> known(Math.round(heat.residentBytes() / (double) MEGABYTE))));
        columns.add(new Column("threads", heat -> known(heat.threads())));
        columns.add(new Column("switches", heat -> digits(heat.switchesPerReply())));
        return columns;
    }

    private static Column spread(ToDoubleFunction<Heat> figure, DoubleFunction<String> written) {
        return new Column("least to most", heat -> {
            DoubleSummaryStatistics all = heat.rounds().stream()
                    .filter(round -> round.served() > 0)
                    .mapToDouble(figure)
                    .summaryStatistics();
            return all.getCount() == 0 ? "-" : written.apply(all.getMin()) + " to " + written.apply(all.getMax());
        });
    }

    private static List<String> head(List<Column> columns) {
        return columns.stream().map(Column::head).toList();
    }

    /** Of a server that served nobody only its name is known. */
    private static List<String> row(List<Column> columns, Heat heat) {
        return columns.stream()
                .map(column -> heat.served() > 0 || column.head.equals("server") ? column.cell.apply(heat) : "-")
                .toList();
    }

    private static String thousands(double perSecond) {
        return perSecond < 10_000 ? Text.count(perSecond) : Text.count(perSecond / 1000) + "k";
    }

    /** The same, with every digit. */
    public static String json(Race race, List<Heat> heats, String when) throws IOException {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
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
        ArrayNode all = json.putArray("heats");
        heats.forEach(heat -> put(race, heat, all.addObject()));
        json.set("rows", Json.MAPPER.valueToTree(rows(race, heats)));
        if (connections(heats).size() == 1 && !race.openLoop()) {
            chart(json.putArray("charts").addObject(), race, heats);
        }
        return Json.WRITER.writeValueAsString(json);
    }

    /** Those of the tables, in the same words. A server's name has the number of connections behind it. */
    private static List<List<String>> rows(Race race, List<Heat> heats) {
        List<List<String>> rows = new ArrayList<>();
        for (int connections : connections(heats)) {
            List<Heat> same = with(connections, heats);
            List<Column> columns = columns(race.openLoop(), race.rounds() > 1, same.get(0));
            for (Heat heat : same) {
                List<String> row = new ArrayList<>(row(columns, heat));
                row.set(0, heat.server() + ", " + connections);
                rows.add(row);
            }
        }
        return rows;
    }

    /** A bar for each server. */
    private static void chart(ObjectNode chart, Race race, List<Heat> heats) {
        chart.put("id", "race-" + race.pipeline()).put("axis", "replies per second");
        ArrayNode labels = chart.putArray("labels");
        ObjectNode series = chart.putArray("series").addObject();
        series.put("name", race.pipeline() + " under way on each connection");
        ArrayNode values = series.putArray("values");
        ArrayNode texts = series.putArray("texts");
        for (Heat heat : heats) {
            labels.add(heat.server());
            values.add(heat.perSecond());
            texts.add(thousands(heat.perSecond()));
        }
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
                .put(
                        "contextSwitchesPerReply",
                        Double.isFinite(heat.switchesPerReply()) ? heat.switchesPerReply() : null)
                .put("clientLimited", heat.clientLimited())
                .put("gaveUp", heat.gaveUp());
        if (!heat.rounds().isEmpty()) {
            ArrayNode rounds = row.putArray("rounds");
            heat.rounds().forEach(round -> put(race, round, rounds.addObject()));
        }
    }

    private static List<Heat> with(int connections, List<Heat> heats) {
        return heats.stream().filter(heat -> heat.connections() == connections).toList();
    }

    static List<Integer> connections(List<Heat> heats) {
        return heats.stream().map(Heat::connections).distinct().toList();
    }

    /** One heat as people read it, below {@link #HEAD}. */
    static List<String> row(Heat heat) {
        return row(columns(false, false, heat), heat);
    }

    private static String known(long number) {
        return number == 0 ? "-" : String.valueOf(number);
    }

    private static String digits(double number) {
        return Double.isFinite(number) ? String.format(Locale.ROOT, "%.2f", number) : "-";
    }

    private static String number(double rate) {
        return rate == Math.rint(rate) ? Text.count(rate) : String.valueOf(rate);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%,.0f", millis);
    }
}
