package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    @TempDir
    private Path folder;

    @Test
    void thePageNeedsNothingElseAndIsSmall() throws IOException {
        String page = TourPage.of(tour(), Map.of(), "today", folder);
        assertThat(page.getBytes(UTF_8).length).isLessThan(500_000);
        assertThat(page).doesNotContain("{{").doesNotContainPattern("(src|href)\\s*=\\s*\"(https?:)?//");
    }

    @Test
    void everyChartHasATableWithItsNumbers() throws IOException {
        String page = page(tour());
        for (Breaking breaking : tour()) {
            Scenario scenario = breaking.scenario();
            String section =
                    Pages.between(page, "<section aria-labelledby=\"pain" + scenario.number() + "\">", "</section>");
            assertThat(section)
                    .contains("<canvas id=\"chart" + scenario.number() + "\" role=\"img\" aria-label=")
                    .contains(
                            Pages.escaped(scenario.title()),
                            Pages.escaped(scenario.why()),
                            Pages.escaped(scenario.axis()));
            scenario.options().forEach((name, value) -> assertThat(section)
                    .contains("<code class=\"option\">" + Pages.escaped(name + " " + value) + "</code>"));
            for (String name : breaking.names()) {
                assertThat(section).contains("<th scope=\"col\">" + name + "</th>");
            }
            for (String figure : Outcome.names(breaking.outcomes())) {
                String cells = String.join(
                        "",
                        breaking.outcomes().stream()
                                .map(outcome -> "<td>"
                                        + Pages.escaped(
                                                outcome.figures().get(figure).text()) + "</td>")
                                .toList());
                assertThat(section).contains("<th scope=\"row\">" + Pages.escaped(figure) + "</th>" + cells);
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
        List<String> rows = Pages.between(page, "<section aria-labelledby=\"summary\">", "</section>")
                .lines()
                .filter(line -> line.startsWith("<tr><th") || line.startsWith("<td>"))
                .toList();
        assertThat(rows).hasSize(2 * Scenario.all().size());
        for (int i = 0; i < Scenario.all().size(); i++) {
            assertThat(rows.get(2 * i) + rows.get(2 * i + 1))
                    .contains("<a href=\"#pain" + (i + 1) + "\">" + (i + 1) + "</a>")
                    .contains(Pages.escaped(tour.get(i).headline()))
                    .contains(i == 3 ? "bad\">✗ broken" : i == 4 ? "busy\">≈ busy" : "good\">✓ proved");
        }
        assertThat(Pages.between(page, "<section aria-labelledby=\"pain4\">", "</section>"))
                .contains(Pages.escaped(tour.get(3).broken().get(0)))
                .doesNotContain("<details>");
        assertThat(Pages.between(page, "<section aria-labelledby=\"pain5\">", "</section>"))
                .contains("this machine is busy (three programs compute)")
                .contains("<p>Notice: stage 5 took 60 s for what usually takes 5 s</p>");
    }

    private static Breaking busy(Breaking breaking) {
        return new Breaking(
                breaking.scenario(),
                breaking.names(),
                breaking.outcomes(),
                breaking.said(),
                List.of("stage 5 took 60 s for what usually takes 5 s"),
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
                List.of(List.of(), List.of("<one>", "two\u0007\u202ethree")),
                List.of("stage 4: <a note>"),
                broken.broken(),
                "");
        assertThat(page(List.of(said)))
                .contains(
                        "<p>stage04-shared-state said:</p>\n<pre><span>&lt;one&gt;</span><span>two  three</span></pre>")
                .contains("<p>Notice: stage 4: &lt;a note&gt;</p>")
                .doesNotContain("stage03-validation said:");
        Breaking proved =
                new Breaking(said.scenario(), said.names(), said.outcomes(), said.said(), List.of(), List.of(), "");
        assertThat(page(List.of(proved))).doesNotContain(" said:");
    }

    @Test
    void eachPainHasItsCommandAndItsPageInWords() throws IOException {
        String page = page(tour());
        for (Breaking breaking : tour()) {
            int number = breaking.scenario().number();
            assertThat(Pages.between(page, "<section aria-labelledby=\"pain" + number + "\">", "</section>"))
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
    void whatIsSaidOfAServerOfOnesOwnIsNoHtml() throws IOException {
        Breaking own = MadeBreaking.withOwn(MadeBreaking.proved(MadeBreaking.scenario(3, true)));
        List<String> names = List.of("one", "two", Pages.HOSTILE);
        Breaking named = new Breaking(own.scenario(), names, own.outcomes(), own.said(), List.of(), List.of(), "");
        assertThat(page(List.of(named))).contains("<p>" + Pages.escaped(Pages.HOSTILE) + ": the pain shows");
    }

    @Test
    void eachPageOfAStageIsLinkedFromTheFolderThatThePageIsIn() throws IOException {
        String page = page(tour());
        for (int stage = 1; stage <= 10; stage++) {
            String section = Pages.between(page, "<section aria-labelledby=\"pain" + stage + "\">", "</section>");
            Path linked =
                    folder.resolve(Pages.between(section, "<a href=\"", "\">")).normalize();
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
            String section = Pages.between(page, "<section aria-labelledby=\"pain" + stage + "\">", "</section>");
            for (String line : lines) {
                assertThat(section).contains(Pages.escaped(line) + "</span>");
            }
            assertThat(section)
                    .contains("<details>", Pages.escaped(scenario.cure().file()), Pages.escaped(scenario.gained()))
                    .contains(Pages.escaped(scenario.notGained()));
        }
        assertThat(page).doesNotContain("List<");
    }

    @Test
    void whatIsGoneAndWhatIsNewHaveASignAndAColour() throws IOException {
        assertThat(Pages.between(page(tour()), "<section aria-labelledby=\"pain5\">", "</section>"))
                .contains("<span class=\"removed\">- Workers workers &#x3D; new Workers(1, queue, balances);</span>"
                        + "<span class=\"added\">+ Workers workers &#x3D; "
                        + "new Workers(config.workers(), queue, balances);</span>"
                        + "<span class=\"same\">  Handler handler &#x3D; ");
    }

    @Test
    void noTextOfATourIsHtml() throws IOException {
        Breaking made = MadeBreaking.proved(MadeBreaking.scenario(3, true));
        Scenario hostile = MadeBreaking.hostile(made.scenario(), Pages.HOSTILE);
        for (List<String> broken : List.of(List.<String>of(), List.of(Pages.HOSTILE))) {
            Breaking breaking = new Breaking(
                    hostile,
                    List.of(Pages.HOSTILE + 1, Pages.HOSTILE + 2),
                    List.of(MadeBreaking.outcome(Pages.HOSTILE), MadeBreaking.outcome(Pages.HOSTILE)),
                    List.of(List.of(Pages.HOSTILE), List.of()),
                    List.of(Pages.HOSTILE),
                    broken,
                    "");
            String page = Pages.withoutLibrary(TourPage.of(List.of(breaking), Map.of(), Pages.HOSTILE, folder));
            Pages.expectHarmless(page);
            assertThat(page).contains("<p class=\"soft\">" + Pages.escaped(Pages.HOSTILE) + "</p>");
            JsonNode chart = charts(page).get(0);
            assertThat(chart.get("axis").asText()).isEqualTo(Pages.HOSTILE);
            assertThat(chart.at("/series/1/name").asText()).isEqualTo(Pages.HOSTILE + 2);
            assertThat(chart.at("/series/0/texts/0").asText()).isEqualTo(Pages.HOSTILE);
        }
    }

    @Test
    void aBrowserDrawsEveryChartWithoutAnError() throws Exception {
        Optional<Path> browser = Pages.browser();
        assumeTrue(browser.isPresent(), "no chromium on the path: the page is not looked at in a browser");
        String dom = Pages.domOf(browser.get(), TourPage.of(tour(), Map.of(), "today", folder), folder);
        assertThat(dom).contains("data-charts=\"" + Scenario.all().size() + "\"");
        assertThat(Pages.between(dom, "data-errors=\"", "\"")).isEmpty();
        assertThat(Pages.between(dom, "data-beside=\"", "\""))
                .as("nothing hangs over its side")
                .isEqualTo("0");
    }

    private String page(List<Breaking> tour) throws IOException {
        return Pages.withoutLibrary(TourPage.of(tour, Map.of(), "today", folder));
    }

    private static JsonNode charts(String page) throws IOException {
        return new ObjectMapper().readTree(Pages.between(page, Pages.DATA, "</script>"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static List<Breaking> tour() {
        return new ArrayList<>(Scenario.all().stream().map(MadeBreaking::proved).toList());
    }
}
