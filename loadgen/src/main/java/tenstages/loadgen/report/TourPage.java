package tenstages.loadgen.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.Outcome;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.process.Program;
import tenstages.loadgen.process.Programs;

/** A tour as one HTML page that needs nothing else: its numbers are in tables, and a script draws them. */
public final class TourPage {
    private static final String TEMPLATE = "/tenstages/loadgen/report/tour-report.html";

    private TourPage() {}

    /**
     * The page, to stand in the given folder: it links to the pages of the stages. The text says when and where the tour
     * was made. Throws IOException if the stages' sources cannot be read.
     */
    public static String of(List<Breaking> tour, String when, Path folder) throws IOException {
        StringBuilder pains = new StringBuilder();
        for (Breaking breaking : tour) {
            pains.append(pain(breaking, folder)).append('\n');
        }
        return Html.page(TEMPLATE)
                .replace("{{WHEN}}", Html.escaped(when))
                .replace("{{SUMMARY}}", summary(tour))
                .replace("{{PAINS}}", pains)
                .replace("{{CHARTS}}", charts(tour));
    }

    /** When and on what, for {@link #of}. */
    public static String hereAndNow() {
        return "%s, %d processors, Java %s"
                .formatted(
                        ZonedDateTime.now(ZoneId.systemDefault())
                                .format(DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm")),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature());
    }

    private static String summary(List<Breaking> tour) {
        String rows = tour.stream()
                .map(breaking ->
                        "<tr><th scope=\"row\"><a href=\"#pain%d\">%d</a></th><td>%s</td><td>%s</td><td>%s</td></tr>"
                                .formatted(
                                        breaking.scenario().number(),
                                        breaking.scenario().number(),
                                        Html.escaped(breaking.scenario().title()),
                                        Html.escaped(breaking.headline()),
                                        verdict(breaking)))
                .collect(Collectors.joining("\n"));
        return """
                <section aria-labelledby="summary">
                <h2 id="summary">%s</h2>
                <div class="scroll" tabindex="0" role="region" aria-labelledby="summary"><table>
                <thead><tr><th scope="col">N</th><th scope="col">pain</th><th scope="col">on N, on N+1</th>\
                <th scope="col">verdict</th></tr></thead>
                <tbody>
                %s
                </tbody></table></div>
                </section>
                """
                .formatted(tour.size() == 1 ? "One pain" : tour.size() + " pains", rows);
    }

    private static String pain(Breaking breaking, Path folder) throws IOException {
        Scenario scenario = breaking.scenario();
        int stage = scenario.number();
        return """
                <section aria-labelledby="pain%d">
                <h2 id="pain%d">%d. %s</h2>
                <p>%s</p>
                %s
                <figure><canvas id="chart%d" role="img" aria-label="Bar chart: %s. The table below has its numbers."></canvas></figure>
                %s
                <p>%s</p>
                %s
                </section>
                """
                .formatted(
                        stage,
                        stage,
                        stage,
                        Html.escaped(scenario.title()),
                        Html.escaped(scenario.why()),
                        soft("Options, each stage takes those it knows: ", scenario.optionLine()),
                        stage,
                        Html.escaped(scenario.axis()),
                        table(breaking),
                        explained(breaking),
                        breaking.proved() ? cure(scenario, folder) : "");
    }

    private static String soft(String words, String code) {
        return code.isEmpty() ? "" : "<p class=\"soft\">" + words + "<code>" + Html.escaped(code) + "</code></p>";
    }

    private static String table(Breaking breaking) {
        StringBuilder rows = new StringBuilder();
        for (String name : Outcome.names(breaking.outcomes())) {
            rows.append(row(
                    name,
                    breaking.outcomes().stream()
                            .map(outcome -> outcome.figures().get(name).text())
                            .toList()));
        }
        String head = breaking.names().stream()
                .map(name -> "<th scope=\"col\">" + Html.escaped(name) + "</th>")
                .collect(Collectors.joining());
        return """
                <div class="scroll" tabindex="0" role="region" aria-label="Numbers of pain %d"><table>
                <thead><tr><td></td>%s</tr></thead>
                <tbody>%s</tbody>
                </table></div>
                """
                .formatted(breaking.scenario().number(), head, rows);
    }

    /** What the next stage is better at, and the lines that do it. */
    private static String cure(Scenario scenario, Path folder) throws IOException {
        Program cured = scenario.cured().resolved();
        String called = scenario.cured().called();
        String page = Html.escaped(link(Programs.root().resolve(cured.page()), folder));
        return """
                <p><strong>Gained:</strong> %s <strong>Not gained:</strong> %s</p>
                <h3>The lines that cure it</h3>
                <p class="soft"><code>%s</code> of %s; the whole difference is on <a href="%s">its page</a>.</p>
                <div class="scroll" tabindex="0" role="region" aria-label="The code of %s"><pre><code>%s</code></pre></div>
                """
                .formatted(
                        Html.escaped(scenario.gained()),
                        Html.escaped(scenario.notGained()),
                        Html.escaped(scenario.cure().file()),
                        called,
                        page,
                        called,
                        Html.escaped(String.join("\n", scenario.cure().in(cured.folder()))));
    }

    /** How a page in the folder leads to a file. */
    private static String link(Path file, Path folder) {
        Path target = file.toAbsolutePath();
        boolean near = target.getRoot().equals(folder.getRoot());
        return near ? folder.relativize(target).toString() : target.toUri().toString();
    }

    private static String row(String name, List<String> cells) {
        return "<tr><th scope=\"row\">" + Html.escaped(name) + "</th>"
                + cells.stream()
                        .map(cell -> "<td>" + Html.escaped(cell) + "</td>")
                        .collect(Collectors.joining())
                + "</tr>\n";
    }

    private static String verdict(Breaking breaking) {
        return breaking.proved() ? "<span class=\"good\">proved</span>" : "<span class=\"bad\">broken</span>";
    }

    private static String explained(Breaking breaking) {
        return verdict(breaking) + ": "
                + (breaking.proved()
                        ? Html.escaped(breaking.proof())
                        : Html.escaped(String.join("; ", breaking.broken())));
    }

    private static String charts(List<Breaking> tour) throws IOException {
        ArrayNode charts = new ObjectMapper().createArrayNode();
        for (Breaking breaking : tour) {
            charts.add(PainChart.of(breaking));
        }
        return Html.data(charts);
    }
}
