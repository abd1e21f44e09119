package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import tenstages.loadgen.race.Heat;
import tenstages.loadgen.race.Race;

/** A race as one HTML page that needs nothing else: its numbers are in tables, and a script draws them. */
public final class RacePage {
    private static final String TEMPLATE = "race-report.html";
    private static final double MEGABYTE = 1 << 20;

    /** A line for each server, over the number of connections. */
    private record Chart(String id, String title, String axis, boolean logarithmic, ToDoubleFunction<Heat> value) {}

    private static final List<Chart> CHARTS = List.of(
            new Chart("throughput", "Throughput", "replies per second", false, Heat::perSecond),
            new Chart("p50", "Latency: the median", "ms until the reply", true, Heat::p50),
            new Chart("p99", "Latency: 99 of 100", "ms until the reply", true, Heat::p99),
            new Chart("memory", "Memory", "resident megabytes", false, heat -> heat.residentBytes() / MEGABYTE),
            new Chart("threads", "Threads", "threads of the system", true, Heat::threads),
            new Chart("switches", "Context switches", "for each reply", false, Heat::switchesPerReply));

    /** What the template's marks stand for. */
    private record View(
            Html.Frame frame,
            String when,
            String course,
            List<Chart> charts,
            List<String> head,
            List<Table> tables,
            String footnote,
            String data) {}

    /** The heats with one number of connections. */
    private record Table(int connections, String title, List<Row> rows, List<Row> limited, List<Row> gaveUp) {}

    /** A server, what its cells say, and what else is said of it. */
    private record Row(String server, List<String> cells, String note) {}

    private RacePage() {}

    /** The page. The text says when and where the race was run. Throws IOException if this program lacks a file. */
    public static String of(Race race, List<Heat> heats, String when) throws IOException {
        return Html.page(
                TEMPLATE,
                new View(
                        Html.frame(),
                        when,
                        RaceReport.course(race),
                        CHARTS,
                        RaceReport.HEAD,
                        RaceReport.connections(heats).stream()
                                .map(connections -> table(heats, connections))
                                .toList(),
                        RaceReport.FOOTNOTE,
                        data(heats)));
    }

    private static Table table(List<Heat> heats, int connections) {
        List<Heat> same =
                heats.stream().filter(heat -> heat.connections() == connections).toList();
        return new Table(
                connections,
                connections + (connections == 1 ? " connection" : " connections"),
                same.stream().map(heat -> row(heat, "")).toList(),
                same.stream()
                        .filter(Heat::clientLimited)
                        .map(heat -> row(heat, RaceReport.LOWER_BOUND))
                        .toList(),
                same.stream()
                        .filter(heat -> !heat.gaveUp().isEmpty() && !heat.clientLimited())
                        .map(heat -> row(heat, heat.gaveUp()))
                        .toList());
    }

    private static Row row(Heat heat, String note) {
        List<String> cells = RaceReport.row(heat);
        return new Row(heat.server(), cells.subList(1, cells.size()), note);
    }

    private static String data(List<Heat> heats) throws IOException {
        List<String> servers = heats.stream().map(Heat::server).distinct().toList();
        List<Integer> connections = RaceReport.connections(heats);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        servers.forEach(data.putArray("servers")::add);
        connections.forEach(data.putArray("connections")::add);
        ArrayNode gaveUp = data.putArray("gaveUp");
        for (String server : servers) {
            ArrayNode row = gaveUp.addArray();
            connections.forEach(count -> row.add(heat(heats, server, count)
                    .map(heat -> !heat.gaveUp().isEmpty())
                    .orElse(false)));
        }
        ArrayNode charts = data.putArray("charts");
        for (Chart chart : CHARTS) {
            ArrayNode values = charts.addObject()
                    .put("id", chart.id)
                    .put("logarithmic", chart.logarithmic)
                    .putArray("values");
            for (String server : servers) {
                ArrayNode row = values.addArray();
                for (int count : connections) {
                    // What nobody knows is a gap in the line.
                    heat(heats, server, count)
                            .map(chart.value::applyAsDouble)
                            .filter(value -> value > 0)
                            .ifPresentOrElse(row::add, row::addNull);
                }
            }
        }
        return Html.data(data);
    }

    private static Optional<Heat> heat(List<Heat> heats, String server, int connections) {
        return heats.stream()
                .filter(heat -> heat.server().equals(server) && heat.connections() == connections)
                .findFirst();
    }
}
