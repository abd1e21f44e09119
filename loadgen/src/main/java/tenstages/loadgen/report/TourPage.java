package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tenstages.loadgen.scenario.Breaking;
import tenstages.loadgen.scenario.Outcome;
import tenstages.loadgen.scenario.Scenario;

/** A tour as one HTML page that needs nothing else: its numbers are in tables, and a script draws them. */
public final class TourPage {
    private static final String TEMPLATE = "/tenstages/loadgen/report/tour-report.html";
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    /** From here on a linear axis would show the larger bars alone. */
    private static final double LOGARITHMIC_FROM = 50;

    private TourPage() {}

    /** The page. The text says when and where the tour was made. */
    public static String of(List<Breaking> tour, String when) throws IOException {
        return resource(TEMPLATE)
                .replace("{{WHEN}}", escaped(when))
                .replace("{{SUMMARY}}", summary(tour))
                .replace("{{PAINS}}", tour.stream().map(TourPage::pain).collect(Collectors.joining("\n")))
                .replace("{{CHARTS}}", charts(tour))
                .replace("{{CHART_JS}}", resource(CHART_JS));
    }

    private static String summary(List<Breaking> tour) {
        String rows = tour.stream()
                .map(breaking ->
                        "<tr><th scope=\"row\"><a href=\"#pain%d\">%d</a></th><td>%s</td><td>%s</td><td>%s</td></tr>"
                                .formatted(
                                        breaking.scenario().stage(),
                                        breaking.scenario().stage(),
                                        escaped(breaking.scenario().title()),
                                        escaped(breaking.headline()),
                                        verdict(breaking)))
                .collect(Collectors.joining("\n"));
        return """
                <section aria-labelledby="summary">
                <h2 id="summary">Ten pains</h2>
                <div class="scroll" tabindex="0" role="region" aria-labelledby="summary"><table>
                <thead><tr><th scope="col">N</th><th scope="col">pain</th><th scope="col">on N, on N+1</th>\
                <th scope="col">verdict</th></tr></thead>
                <tbody>
                %s
                </tbody></table></div>
                </section>
                """
                .formatted(rows);
    }

    private static String pain(Breaking breaking) {
        Scenario scenario = breaking.scenario();
        int stage = scenario.stage();
        String options = scenario.options().isEmpty()
                ? ""
                : "<p class=\"soft\">Options, each stage takes those it knows: <code>" + escaped(scenario.optionLine())
                        + "</code></p>";
        return """
                <section aria-labelledby="pain%d">
                <h2 id="pain%d">%d. %s</h2>
                <p>%s</p>
                %s
                <figure><canvas id="chart%d" role="img" aria-label="Bar chart: %s. The table below has its numbers."></canvas></figure>
                %s
                <p>%s</p>
                </section>
                """
                .formatted(
                        stage,
                        stage,
                        stage,
                        escaped(scenario.title()),
                        escaped(scenario.why()),
                        options,
                        stage,
                        escaped(scenario.chart()),
                        table(breaking),
                        explained(breaking));
    }

    /** What was measured, and below it what the chart shows. */
    private static String table(Breaking breaking) {
        StringBuilder rows = new StringBuilder();
        for (String name : Outcome.names(breaking.outcomes())) {
            rows.append(row(
                    name,
                    breaking.outcomes().stream()
                            .map(outcome -> outcome.figures().get(name).text())
                            .toList()));
        }
        StringBuilder points = new StringBuilder();
        for (String label : breaking.outcomes().get(0).points().keySet()) {
            points.append(row(
                    label,
                    breaking.outcomes().stream()
                            .map(outcome -> number(outcome.points().get(label)))
                            .toList()));
        }
        String head = breaking.stageNames().stream()
                .map(name -> "<th scope=\"col\">" + escaped(name) + "</th>")
                .collect(Collectors.joining());
        return """
                <div class="scroll" tabindex="0" role="region" aria-label="Numbers of pain %d"><table>
                <caption>Measured</caption>
                <thead><tr><td></td>%s</tr></thead>
                <tbody>%s</tbody>
                </table>
                <table>
                <caption>In the chart: %s</caption>
                <thead><tr><td></td>%s</tr></thead>
                <tbody>%s</tbody>
                </table></div>
                """
                .formatted(
                        breaking.scenario().stage(),
                        head,
                        rows,
                        escaped(breaking.scenario().chart()),
                        head,
                        points);
    }

    private static String row(String name, List<String> cells) {
        return "<tr><th scope=\"row\">" + escaped(name) + "</th>"
                + cells.stream().map(cell -> "<td>" + escaped(cell) + "</td>").collect(Collectors.joining())
                + "</tr>\n";
    }

    private static String verdict(Breaking breaking) {
        return breaking.proved() ? "<span class=\"good\">proved</span>" : "<span class=\"bad\">broken</span>";
    }

    private static String explained(Breaking breaking) {
        return verdict(breaking) + ": "
                + (breaking.proved() ? escaped(breaking.proof()) : escaped(String.join("; ", breaking.broken())));
    }

    private static String charts(List<Breaking> tour) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode charts = mapper.createArrayNode();
        for (Breaking breaking : tour) {
            ObjectNode chart = charts.addObject()
                    .put("id", "chart" + breaking.scenario().stage())
                    .put("title", breaking.scenario().chart())
                    .put("logarithmic", logarithmic(breaking.outcomes()));
            breaking.outcomes().get(0).points().keySet().forEach(chart.putArray("labels")::add);
            ArrayNode series = chart.putArray("series");
            for (int i = 0; i < breaking.outcomes().size(); i++) {
                ObjectNode values =
                        series.addObject().put("name", breaking.stageNames().get(i));
                breaking.outcomes().get(i).points().values().forEach(values.putArray("values")::add);
            }
        }
        // A "</script>" in a string would end the script element it stands in.
        return mapper.writeValueAsString(charts).replace("</", "<\\/");
    }

    private static boolean logarithmic(List<Outcome> outcomes) {
        List<Double> values = outcomes.stream()
                .map(Outcome::points)
                .map(Map::values)
                .flatMap(points -> points.stream().filter(value -> value > 0))
                .sorted()
                .toList();
        boolean zeros = outcomes.stream().anyMatch(outcome -> outcome.points().containsValue(0.0));
        return !zeros && values.size() > 1 && values.get(values.size() - 1) > LOGARITHMIC_FROM * values.get(0);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%,.0f".formatted(value) : "%,.2f".formatted(value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TourPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("this program was packaged without " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
