package tenstages.loadgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.race.Heat;
import tenstages.loadgen.race.Race;

@Timeout(120)
class RacePageTest {
    private static final Race RACE = new Race(5, 16, Duration.ofSeconds(3), Duration.ofSeconds(5));
    private static final List<Heat> HEATS = List.of(
            new Heat("one", 1, 1, 1234.4, 0.25, 12.6, 50.5, 100 << 20, 21, 1.236, false, "", List.of()),
            new Heat("two", 1, 1, 999, 1, 2, 3, 50 << 20, 5, 0.1, true, "", List.of()),
            new Heat("one", 500, 500, 5000, 3, 4000, 4500, 300 << 20, 521, 2, false, "", List.of()),
            new Heat(
                    "two",
                    500,
                    200,
                    10,
                    5,
                    6,
                    7,
                    0,
                    0,
                    Double.NaN,
                    false,
                    "only 200 of 500 clients were served",
                    List.of()),
            new Heat(Pages.HOSTILE, 500, 0, 0, 0, 0, 0, 0, 0, Double.NaN, false, Pages.HOSTILE, List.of()));

    @TempDir
    private Path folder;

    @Test
    void theTableHasEveryFigureAndSaysWhoGaveUp() {
        assertThat(RaceReport.text(RACE, HEATS.subList(0, 4), 80).lines().map(String::stripTrailing))
                .containsExactly(
                        "1 connection",
                        "  server   replies/s   p50 ms   p99 ms   MB    threads   switches",
                        "  one      1,234       0.25     13       100   21        1.24",
                        "  two      999         1.00     2.00     50    5         0.10",
                        "  two: the client was at its limit, so the server can do better",
                        "",
                        "500 connections",
                        "  server   replies/s   p50 ms   p99 ms   MB    threads   switches",
                        "  one      5,000       3.00     4,000    300   521       2.00",
                        "  two      10          5.00     6.00     -     -         -",
                        "  two gave up: only 200 of 500 clients were served",
                        "",
                        "switches: context switches for each reply. A - is not known: switches are",
                        "  counted thread by thread, and the load may be over before all of them are.");
    }

    /** With thousands of threads the system may be too slow to count their switches. */
    @Test
    void whatIsNotKnownIsNoReasonToHideWhatIs() {
        Heat heat = new Heat("one", 5000, 5000, 5000, 3, 4000, 4500, 300 << 20, 5021, Double.NaN, false, "", List.of());
        assertThat(RaceReport.row(heat)).containsExactly("one", "5,000", "3.00", "4,000", "300", "5021", "-");
    }

    @Test
    void thirteenServersWithLongNamesFitIntoEightyColumns() {
        Heat wide = new Heat(
                "thread-per-connection",
                5000,
                5000,
                123_456,
                1234,
                56_789,
                60_000,
                1L << 33,
                5021,
                12.34,
                false,
                "x",
                List.of());
        assertThat(RaceReport.text(RACE, List.of(wide), 80).lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void programsGetEveryDigit() throws IOException {
        JsonNode json = new ObjectMapper().readTree(RaceReport.json(RACE, HEATS, "today"));
        assertThat(json.get("when").asText()).isEqualTo("today");
        assertThat(json.get("workMs").asInt()).isEqualTo(5);
        assertThat(json.get("pipeline").asInt()).isEqualTo(16);
        assertThat(json.get("seconds").asDouble()).isEqualTo(3);
        assertThat(json.get("heats")).hasSize(5);
        JsonNode first = json.get("heats").get(0);
        assertThat(first.get("server").asText()).isEqualTo("one");
        assertThat(first.get("connections").asInt()).isEqualTo(1);
        assertThat(first.get("served").asInt()).isEqualTo(1);
        assertThat(first.get("repliesPerSecond").asDouble()).isEqualTo(1234.4);
        assertThat(first.get("p50Ms").asDouble()).isEqualTo(0.25);
        assertThat(first.get("p99Ms").asDouble()).isEqualTo(12.6);
        assertThat(first.get("residentBytes").asLong()).isEqualTo(100 << 20);
        assertThat(first.get("threads").asLong()).isEqualTo(21);
        assertThat(first.get("contextSwitchesPerReply").asDouble()).isEqualTo(1.236);
        assertThat(json.get("heats").get(3).get("contextSwitchesPerReply").isNull())
                .isTrue();
        assertThat(first.get("clientLimited").asBoolean()).isFalse();
        assertThat(json.get("heats").get(1).get("clientLimited").asBoolean()).isTrue();
        assertThat(json.get("heats").get(3).get("gaveUp").asText()).isEqualTo("only 200 of 500 clients were served");
    }

    @Test
    void theCourseIsTold() {
        assertThat(RaceReport.course(RACE))
                .isEqualTo("5 ms of work for each event, 16 under way on each connection, 3.00 s for each heat");
        assertThat(RaceReport.course(new Race(0, 1, Duration.ofSeconds(1), Duration.ofSeconds(5))))
                .startsWith("no work for each event, 1 ");
    }

    @Test
    void thePageNeedsNothingElseAndNoTextOfARaceIsHtml() throws IOException {
        String page = RacePage.of(RACE, HEATS, Pages.HOSTILE);
        assertThat(page.getBytes(UTF_8).length).isLessThan(500_000);
        assertThat(page).doesNotContainPattern("(src|href)\\s*=\\s*\"(https?:)?//");
        assertThat(RacePage.of(RACE, HEATS.subList(0, 4), "today")).doesNotContain("{{");
        String ours = Pages.withoutLibrary(page);
        Pages.expectHarmless(ours);
        assertThat(ours).contains("<th scope=\"row\">" + Pages.escaped(Pages.HOSTILE) + "</th>");
        assertThat(ours).contains("<p class=\"soft\">" + Pages.escaped(Pages.HOSTILE) + "</p>");
    }

    @Test
    void theTablesOfThePageAreThoseOfTheTerminal() throws IOException {
        String page = RacePage.of(RACE, HEATS, "today");
        String section = Pages.between(page, "<section aria-labelledby=\"at500\">", "</section>");
        assertThat(section)
                .contains("<h2 id=\"at500\">500 connections</h2>", "<th scope=\"col\">switches</th>")
                .contains("<th scope=\"row\">one</th><td>5,000</td><td>3.00</td><td>4,000</td><td>300</td>")
                .contains("<span class=\"bad\">✗ gave up</span>: two: only 200 of 500 clients were served");
        assertThat(page).contains("<h2 id=\"at1\">1 connection</h2>");
        assertThat(page)
                .contains("<p class=\"soft\">two: the client was at its limit, so the server can do better</p>");
    }

    @Test
    void theChartsHaveALineForEachServer() throws IOException {
        String page = RacePage.of(RACE, HEATS, "today");
        JsonNode data = new ObjectMapper().readTree(Pages.between(page, Pages.DATA, "</script>"));
        assertThat(data.get("servers").toString())
                .isEqualTo(new ObjectMapper().writeValueAsString(List.of("one", "two", Pages.HOSTILE)));
        assertThat(data.get("connections").toString()).isEqualTo("[1,500]");
        assertThat(data.get("gaveUp").toString()).isEqualTo("[[false,false],[false,true],[false,true]]");
        assertThat(values(data, "throughput")).isEqualTo("[[1234.4,5000.0],[999.0,10.0],[null,null]]");
        assertThat(values(data, "p50")).isEqualTo("[[0.25,3.0],[1.0,5.0],[null,null]]");
        assertThat(values(data, "p99")).isEqualTo("[[12.6,4000.0],[2.0,6.0],[null,null]]");
        assertThat(values(data, "memory")).isEqualTo("[[100.0,300.0],[50.0,null],[null,null]]");
        assertThat(values(data, "threads")).isEqualTo("[[21.0,521.0],[5.0,null],[null,null]]");
        assertThat(values(data, "switches")).isEqualTo("[[1.236,2.0],[0.1,null],[null,null]]");
        for (JsonNode chart : data.get("charts")) {
            assertThat(page).contains("<canvas id=\"" + chart.get("id").asText() + "\" role=\"img\" aria-label=");
        }
    }

    @Test
    void aBrowserDrawsEveryChartWithoutAnError() throws Exception {
        Optional<Path> browser = Pages.browser();
        assumeTrue(browser.isPresent(), "no chromium on the path: the page is not looked at in a browser");
        String dom = Pages.domOf(browser.get(), RacePage.of(RACE, HEATS, "today"), folder);
        assertThat(dom).contains("data-charts=\"6\"");
        assertThat(Pages.between(dom, "data-errors=\"", "\"")).isEmpty();
        assertThat(Pages.between(dom, "data-beside=\"", "\""))
                .as("nothing hangs over its side")
                .isEqualTo("0");
    }

    private static String values(JsonNode data, String id) {
        for (JsonNode chart : data.get("charts")) {
            if (chart.get("id").asText().equals(id)) {
                return chart.get("values").toString();
            }
        }
        throw new AssertionError("no chart " + id);
    }
}
