package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tenstages.loadgen.race.Heat;
import tenstages.loadgen.race.Race;

/** A race as one HTML page that needs nothing else: its numbers are in tables, and a script draws them. */
public final class RacePage {
    private static final String TEMPLATE = "/tenstages/loadgen/report/race-report.html";
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

    private RacePage() {}

    /** The page. The text says when and where the race was run. Throws IOException if this program lacks a file. */
    public static String of(Race race, List<Heat> heats, String when) throws IOException {
        return Html.page(TEMPLATE)
                .replace("{{WHEN}}", Html.escaped(when))
                .replace("{{COURSE}}", Html.escaped("The same load for all: " + RaceReport.course(race) + "."))
                .replace("{{CHARTS}}", CHARTS.stream().map(RacePage::section).collect(Collectors.joining()))
                .replace("{{TABLES}}", tables(heats))
                .replace("{{DATA}}", data(heats));
    }

    private static String section(Chart chart) {
        return """
                <section aria-labelledby="%1$s-title">
                <h2 id="%1$s-title">%2$s</h2>
                <figure><canvas id="%1$s" role="img" \
                aria-label="Line chart: %3$s by connections. The tables below have its numbers."></canvas></figure>
                </section>
                """
                .formatted(chart.id, chart.title, chart.axis);
    }

    private static String tables(List<Heat> heats) {
        StringBuilder tables = new StringBuilder();
        for (int connections : RaceReport.connections(heats)) {
            List<Heat> same = heats.stream()
                    .filter(heat -> heat.connections() == connections)
                    .toList();
            tables.append(
                    """
                    <section aria-labelledby="at%1$d">
                    <h2 id="at%1$d">%1$d connection%2$s</h2>
                    <div class="scroll" tabindex="0" role="region" aria-labelledby="at%1$d"><table>
                    <thead><tr>%3$s</tr></thead>
                    <tbody>%4$s</tbody>
                    </table></div>
                    %5$s</section>
                    """
                            .formatted(
                                    connections,
                                    connections == 1 ? "" : "s",
                                    cells("th scope=\"col\"", RaceReport.HEAD),
                                    same.stream().map(RacePage::row).collect(Collectors.joining()),
                                    same.stream().map(RacePage::gaveUp).collect(Collectors.joining())));
        }
        return tables.toString();
    }

    private static String row(Heat heat) {
        List<String> cells = RaceReport.row(heat);
        return "<tr><th scope=\"row\">" + Html.escaped(cells.get(0)) + "</th>"
                + cells("td", cells.subList(1, cells.size())) + "</tr>\n";
    }

    private static String cells(String element, List<String> texts) {
        String end = "</" + element.split(" ", -1)[0] + ">";
        return texts.stream()
                .map(text -> "<" + element + ">" + Html.escaped(text) + end)
                .collect(Collectors.joining());
    }

    private static String gaveUp(Heat heat) {
        if (heat.clientLimited()) {
            return "<p class=\"soft\">" + Html.escaped(heat.server() + RaceReport.LOWER_BOUND) + "</p>\n";
        }
        return heat.gaveUp().isEmpty()
                ? ""
                : "<p><span class=\"bad\">gave up</span>: " + Html.escaped(heat.server() + ": " + heat.gaveUp())
                        + "</p>\n";
    }

    private static String data(List<Heat> heats) throws IOException {
        List<String> servers = heats.stream().map(Heat::server).distinct().toList();
        List<Integer> connections = RaceReport.connections(heats);
        ObjectNode data = new ObjectMapper().createObjectNode();
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
                    .put("axis", chart.axis)
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
