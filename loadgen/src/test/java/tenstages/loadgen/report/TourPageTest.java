package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.MadeBreaking;
import tenstages.loadgen.pains.Outcome;
import tenstages.loadgen.pains.Scenario;
import tenstages.loadgen.process.Programs;

@Timeout(120)
class TourPageTest {
    /** What ends a script or begins a comment in one, what ends an attribute, and what a template has for its marks. */
    static final String HOSTILE = "</script><b>\"a\" & 'b' <!-- \u2028 {{data}} {{{data}}} {{DATA}} {{#pains}} $1 \\";

    private static final String DATA = "<script type=\"application/json\" id=\"charts\">";

    @TempDir
    private Path folder;

    @Test
    void thePageNeedsNothingElseAndIsSmall() throws IOException {
        String page = TourPage.of(tour(), "today", folder);
        assertThat(page.getBytes(UTF_8).length).isLessThan(500_000);
        assertThat(page).doesNotContain("{{").doesNotContainPattern("(src|href)\\s*=\\s*\"(https?:)?//");
    }

    @Test
    void everyChartHasATableWithItsNumbers() throws IOException {
        String page = page(tour());
        for (Breaking breaking : tour()) {
            Scenario scenario = breaking.scenario();
            String section = between(page, "<section aria-labelledby=\"pain" + scenario.number() + "\">", "</section>");
            assertThat(section)
                    .contains("<canvas id=\"chart" + scenario.number() + "\" role=\"img\" aria-label=")
                    .contains(escaped(scenario.title()), escaped(scenario.why()), escaped(scenario.axis()));
            scenario.options().forEach((name, value) -> assertThat(section)
                    .contains("<code class=\"option\">" + escaped(name + " " + value) + "</code>"));
            for (String name : breaking.names()) {
                assertThat(section).contains("<th scope=\"col\">" + name + "</th>");
            }
            for (String figure : Outcome.names(breaking.outcomes())) {
                String cells = String.join(
                        "",
                        breaking.outcomes().stream()
                                .map(outcome -> "<td>"
                                        + escaped(outcome.figures().get(figure).text()) + "</td>")
                                .toList());
                assertThat(section).contains("<th scope=\"row\">" + escaped(figure) + "</th>" + cells);
            }
        }
        assertThat(page.split("<table>", -1)).hasSize(1 + 1 + Scenario.all().size());
    }

    @Test
    void eachChartShowsBothStagesUnderTheirOwnNames() throws IOException {
        JsonNode charts = charts(page(tour()));
        assertThat(charts).hasSameSizeAs(Scenario.all());
        for (Breaking breaking : tour()) {
            Scenario scenario = breaking.scenario();
            JsonNode chart = charts.get(scenario.number() - 1);
            assertThat(chart.get("id").asText()).isEqualTo("chart" + scenario.number());
            assertThat(chart.get("axis").asText()).isEqualTo(scenario.axis());
            assertThat(texts(chart.get("labels")))
                    .containsExactlyElementsOf(breaking.outcomes().get(0).bars().keySet());
            assertThat(chart.get("series")).hasSameSizeAs(breaking.outcomes());
            for (int i = 0; i < breaking.outcomes().size(); i++) {
                JsonNode series = chart.get("series").get(i);
                assertThat(series.get("name").asText())
                        .isEqualTo(breaking.names().get(i));
                List<Outcome.Figure> bars =
                        List.copyOf(breaking.outcomes().get(i).bars().values());
                assertThat(texts(series.get("texts")))
                        .containsExactlyElementsOf(
                                bars.stream().map(Outcome.Figure::text).toList());
                assertThat(texts(series.get("values")))
                        .containsExactlyElementsOf(bars.stream()
                                .map(bar -> String.valueOf(bar.value()))
                                .toList());
            }
        }
    }

    @Test
    void theSummaryHasARowForEachPainWithItsVerdict() throws IOException {
        List<Breaking> tour = tour();
        tour.set(3, MadeBreaking.broken(tour.get(3).scenario()));
        tour.set(4, busy(tour.get(4)));
        String page = page(tour);
        List<String> rows = between(page, "<section aria-labelledby=\"summary\">", "</section>")
                .lines()
                .filter(line -> line.startsWith("<tr>"))
                .toList();
        assertThat(rows).hasSize(11);
        for (int i = 0; i < 11; i++) {
            assertThat(rows.get(i))
                    .contains("<a href=\"#pain" + (i + 1) + "\">" + (i + 1) + "</a>")
                    .contains(escaped(tour.get(i).headline()))
                    .contains(i == 3 ? "bad\">✗ broken" : i == 4 ? "busy\">≈ busy" : "good\">✓ proved");
        }
        assertThat(between(page, "<section aria-labelledby=\"pain4\">", "</section>"))
                .contains(escaped(tour.get(3).broken().get(0)))
                .doesNotContain("<details>");
        assertThat(between(page, "<section aria-labelledby=\"pain5\">", "</section>"))
                .contains("this machine is busy (three programs compute)");
    }

    private static Breaking busy(Breaking breaking) {
        return new Breaking(
                breaking.scenario(),
                breaking.names(),
                breaking.outcomes(),
                breaking.said(),
                breaking.broken(),
                "three programs compute");
    }

    @Test
    void whatTheServersSaidIsThereWhereAPainIsBroken() throws IOException {
        Breaking broken = MadeBreaking.broken(MadeBreaking.scenario(3, true));
        Breaking said = new Breaking(
                broken.scenario(),
                broken.names(),
                broken.outcomes(),
                List.of(List.of(), List.of("<one>", "two\u0007")),
                broken.broken(),
                "");
        assertThat(page(List.of(said)))
                .contains("<p>stage04-shared-state said:</p>\n<pre><span>&lt;one&gt;</span><span>two </span></pre>")
                .doesNotContain("stage03-validation said:");
        Breaking proved = new Breaking(said.scenario(), said.names(), said.outcomes(), said.said(), List.of(), "");
        assertThat(page(List.of(proved))).doesNotContain(" said:");
    }

    @Test
    void eachPainHasItsCommandAndItsPageInWords() throws IOException {
        String page = page(tour());
        for (Breaking breaking : tour()) {
            int number = breaking.scenario().number();
            assertThat(between(page, "<section aria-labelledby=\"pain" + number + "\">", "</section>"))
                    .contains("<code>./ten break " + number + "</code>")
                    .contains("\">" + breaking.scenario().cured().resolved().page() + "</a>");
        }
    }

    @Test
    void aServerOfOnesOwnIsAColumnASeriesAndAVerdict() throws IOException {
        String page = page(List.of(MadeBreaking.withOwn(MadeBreaking.proved(MadeBreaking.scenario(3, true)))));
        assertThat(page)
                .contains("<th scope=\"col\">yours</th>", "<td>own text</td>")
                .contains("From left to right: stage03-validation, stage04-shared-state, yours<")
                .contains("<p>yours: the pain shows, as on stage 3</p>");
        assertThat(charts(page).at("/0/series/2/name").asText()).isEqualTo("yours");
    }

    @Test
    void eachPageOfAStageIsLinkedFromTheFolderThatThePageIsIn() throws IOException {
        String page = page(tour());
        for (int stage = 1; stage <= 10; stage++) {
            String section = between(page, "<section aria-labelledby=\"pain" + stage + "\">", "</section>");
            Path linked = folder.resolve(between(section, "<a href=\"", "\">")).normalize();
            assertThat(linked)
                    .isEqualTo(Programs.root()
                            .toAbsolutePath()
                            .resolve(stage == 10 ? "docs/beyond-kafka.md" : "docs/stage%02d.md".formatted(stage + 1)));
            assertThat(linked).exists();
        }
    }

    @Test
    void theLinesThatCureAreShownAsTheyAre() throws IOException {
        String page = page(tour());
        for (int stage = 1; stage <= 10; stage++) {
            Scenario scenario = Scenario.all().get(stage - 1);
            List<String> lines = scenario.cure().in(scenario.cured().resolved().folder());
            assertThat(lines).isNotEmpty();
            String section = between(page, "<section aria-labelledby=\"pain" + stage + "\">", "</section>");
            for (String line : lines) {
                assertThat(section).contains(escaped(line) + "</span>");
            }
            assertThat(section)
                    .contains("<details>", escaped(scenario.cure().file()), escaped(scenario.gained()))
                    .contains(escaped(scenario.notGained()));
        }
        assertThat(page).doesNotContain("List<");
    }

    @Test
    void whatIsGoneAndWhatIsNewHaveASignAndAColour() throws IOException {
        assertThat(between(page(tour()), "<section aria-labelledby=\"pain5\">", "</section>"))
                .contains("<span class=\"removed\">- Workers workers &#x3D; new Workers(1, queue, balances);</span>"
                        + "<span class=\"added\">+ Workers workers &#x3D; new Workers(config.workers(), queue, balances);"
                        + "</span><span class=\"same\">  Handler handler &#x3D; ");
    }

    @Test
    void noTextOfATourIsHtml() throws IOException {
        Breaking made = MadeBreaking.proved(MadeBreaking.scenario(3, true));
        Scenario hostile = MadeBreaking.hostile(made.scenario(), HOSTILE);
        for (List<String> broken : List.of(List.<String>of(), List.of(HOSTILE))) {
            Breaking breaking = new Breaking(
                    hostile,
                    List.of(HOSTILE + 1, HOSTILE + 2),
                    List.of(MadeBreaking.outcome(HOSTILE), MadeBreaking.outcome(HOSTILE)),
                    List.of(List.of(HOSTILE), List.of()),
                    broken,
                    "");
            String page = withoutLibrary(TourPage.of(List.of(breaking), HOSTILE, folder));
            expectHarmless(page);
            assertThat(page).contains("<p class=\"soft\">" + escaped(HOSTILE) + "</p>");
            JsonNode chart = charts(page).get(0);
            assertThat(chart.get("axis").asText()).isEqualTo(HOSTILE);
            assertThat(chart.at("/series/1/name").asText()).isEqualTo(HOSTILE + 2);
            assertThat(chart.at("/series/0/texts/0").asText()).isEqualTo(HOSTILE);
        }
    }

    /** Of a page with hostile words: they are words in it, and nothing else. */
    static void expectHarmless(String page) {
        String data = between(page, DATA, "</script>");
        assertThat(data).doesNotContain("<", "\u2028");
        String rest = page.replace(data, "");
        assertThat(rest).doesNotContain("<b>", "<!--").contains("{{DATA}}", "{{{data}}}");
        assertThat(rest).as("no mark in a text was filled in").doesNotContain("&quot;series&quot;", "\"series\":");
        assertThat(page.split("</script>", -1))
                .as("three scripts end, and none of them early")
                .hasSize(1 + 3);
    }

    @Test
    void aBrowserDrawsEveryChartWithoutAnError() throws Exception {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "no chromium on the path: the page is not looked at in a browser");
        String dom = domOf(browser.get(), TourPage.of(tour(), "today", folder), folder);
        assertThat(dom).contains("data-charts=\"" + Scenario.all().size() + "\"");
        assertThat(between(dom, "data-errors=\"", "\"")).isEmpty();
    }

    /** What a browser makes of a page, in a folder for its own files. */
    static String domOf(Path browser, String page, Path folder) throws IOException, InterruptedException {
        // What the page does not do itself: it keeps its errors where a dump of the page shows them.
        String watched = page.replace(
                "<head>",
                "<head><script>document.documentElement.dataset.errors = '';"
                        + " window.onerror = e => { document.documentElement.dataset.errors += e; };"
                        + " console.error = window.onerror;</script>");
        Path file = Files.writeString(folder.resolve("page.html"), watched);
        Process chromium = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--window-size=390,800",
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        file.toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String dom = new String(chromium.getInputStream().readAllBytes(), UTF_8);
        chromium.waitFor();
        return dom;
    }

    private String page(List<Breaking> tour) throws IOException {
        return withoutLibrary(TourPage.of(tour, "today", folder));
    }

    /** So that a failing test can be read. */
    private static String withoutLibrary(String page) {
        return page.replace(between(page, "<script>/*!", "</script>"), "");
    }

    private static JsonNode charts(String page) throws IOException {
        return new ObjectMapper().readTree(between(page, DATA, "</script>"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    static String between(String text, String start, String end) {
        assertThat(text.contains(start)).as(start).isTrue();
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("`", "&#x60;")
                .replace("=", "&#x3D;");
    }

    static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(path -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Breaking> tour() {
        return new ArrayList<>(Scenario.all().stream().map(MadeBreaking::proved).toList());
    }
}
