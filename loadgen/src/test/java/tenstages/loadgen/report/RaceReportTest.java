package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.race.Heat;
import tenstages.loadgen.race.Race;

/** What rounds and a rate add to the report of a race; what is in every report, {@link RacePageTest} has. */
class RaceReportTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Race ROUNDS = new Race(0, 64, 0, 1, 3, SECOND, SECOND, SECOND);
    private static final Race RATE = new Race(0, 1, 60_000, 1, 1, SECOND, SECOND, SECOND);
    private static final Race BOTH = new Race(0, 1, 0.5, 2, 3, SECOND, SECOND, SECOND);
    private static final Heat GONE = heat("gone", 0, 0, List.of());
    private static final List<Heat> HEATS = List.of(
            heat("one", 200_000, 5, List.of(heat("one", 9_999, 20, List.of()), heat("one", 300_400, 0.5, List.of()))),
            heat("two", 500_000, 7, List.of(heat("two", 500_000, 7, List.of()), GONE)),
            heat("gone", 0, 0, List.of(GONE, GONE)));

    @Test
    void ofRoundsTheSpreadAndTheRatioAreShown() {
        assertThat(RaceReport.text(ROUNDS, HEATS, 100).lines().map(String::stripTrailing))
                .containsExactly(
                        "50 connections",
                        "  server   replies/s   least to most   ratio   p50 ms   p99 ms   MB   threads   switches",
                        "  one      200,000     9,999 to 300k   1.00    1.00     5.00     64   9         0.25",
                        "  two      500,000     500k to 500k    2.50    1.00     7.00     64   9         0.25",
                        "  gone     -           -               -       -        -        -    -         -",
                        "",
                        "least to most: of all rounds; ratio: of replies/s to those of the first server",
                        "switches: context switches for each reply. A - is not known: switches are counted thread by",
                        "  thread, and the load may be over before all of them are.");
    }

    @Test
    void atARateThereIsOneMorePercentile() {
        assertThat(RaceReport.text(RATE, HEATS, 100).lines().map(String::stripTrailing))
                .containsExactly(
                        "50 connections",
                        "  server   replies/s   p50 ms   p99 ms   p99.9 ms   MB   threads   switches",
                        "  one      200,000     1.00     5.00     10         64   9         0.25",
                        "  two      500,000     1.00     7.00     14         64   9         0.25",
                        "  gone     -           -        -        -          -    -         -",
                        "",
                        "switches: context switches for each reply. A - is not known: switches are counted thread by",
                        "  thread, and the load may be over before all of them are.");
    }

    @Test
    void inRoundsAtARateTheSpreadIsThatOfTheLatency() {
        assertThat(RaceReport.text(BOTH, HEATS, 100).lines().map(String::stripTrailing))
                .contains(
                        "  server   replies/s   p50 ms   p99 ms   least to most   p99.9 ms   MB   threads   switches",
                        "  one      200,000     1.00     5.00     0.50 to 20      10         64   9         0.25",
                        "  gone     -           -        -        -               -          -    -         -",
                        "least to most: of all rounds");
    }

    /** As after Ctrl+C in the second round. */
    @Test
    void ofOneRoundThereIsNoSpread() {
        assertThat(RaceReport.text(ROUNDS, List.of(heat("one", 2000, 5, List.of())), 100))
                .contains("  one      2,000       -               1.00    1.00 ");
    }

    @Test
    void noRatioIsTakenToNothing() {
        assertThat(RaceReport.text(ROUNDS, List.of(GONE, HEATS.get(1)), 100))
                .contains("  two      500,000     500k to 500k    -       1.00 ");
    }

    @Test
    void theCourseTellsOfRoundsAndRate() {
        assertThat(RaceReport.course(ROUNDS))
                .isEqualTo("no work for each event, 64 under way on each connection, 1.00 s for each heat,"
                        + " medians of 3 rounds");
        assertThat(RaceReport.course(RATE))
                .isEqualTo("no work for each event, 60,000 requests per second, 1.00 s for each heat");
        assertThat(RaceReport.course(BOTH))
                .isEqualTo("no work for each event, 0.5 requests per second, 1.00 s for each heat,"
                        + " 2 threads of the client, medians of 3 rounds");
    }

    @Test
    void programsGetEveryRound() throws IOException {
        JsonNode json = new ObjectMapper().readTree(RaceReport.json(BOTH, HEATS, "today"));
        assertThat(json.get("rate").asDouble()).isEqualTo(0.5);
        assertThat(json.get("rounds").asInt()).isEqualTo(3);
        JsonNode one = json.get("heats").get(0);
        assertThat(one.get("p999Ms").asDouble()).isEqualTo(10);
        assertThat(one.get("rounds")).hasSize(2);
        assertThat(one.get("rounds").get(1).get("repliesPerSecond").asDouble()).isEqualTo(300_400);
    }

    /** The course takes them as they are. */
    @Test
    void programsGetTheRowsOfTheTablesToo() throws IOException {
        JsonNode rows = new ObjectMapper()
                .readTree(RaceReport.json(ROUNDS, HEATS, "today"))
                .get("rows");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1))
                .extracting(JsonNode::asText)
                .containsExactly("two, 50", "500,000", "500k to 500k", "2.50", "1.00", "7.00", "64", "9", "0.25");
    }

    @Test
    void aClosedLoopOverOneNumberOfConnectionsIsAChart() throws IOException {
        JsonNode charts = new ObjectMapper()
                .readTree(RaceReport.json(ROUNDS, HEATS, "today"))
                .get("charts");
        assertThat(charts).hasSize(1);
        assertThat(charts.get(0))
                .hasToString(
                        "{\"id\":\"race-64\",\"axis\":\"replies per second\",\"labels\":[\"one\",\"two\",\"gone\"],"
                                + "\"series\":[{\"name\":\"64 under way on each connection\","
                                + "\"values\":[200000.0,500000.0,0.0],"
                                + "\"texts\":[\"200k\",\"500k\",\"0\"]}]}");
        assertThat(RaceReport.json(RATE, HEATS, "today")).doesNotContain("charts");
        List<Heat> two = List.of(HEATS.get(0), new Heat("one", 51, 51, 1, 1, 1, 1, 1, 1, 1, false, "", List.of()));
        assertThat(RaceReport.json(ROUNDS, two, "today")).doesNotContain("charts");
    }

    @Test
    void aSingleRoundOfAClosedLoopIsToldAsEver() throws IOException {
        Race race = new Race(0, 1, SECOND, SECOND);
        JsonNode json =
                new ObjectMapper().readTree(RaceReport.json(race, List.of(heat("one", 2, 3, List.of())), "today"));
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("when", "workMs", "pipeline", "seconds", "heats", "rows", "charts");
        assertThat(json.get("heats").get(0).fieldNames())
                .toIterable()
                .containsExactly(
                        "server",
                        "connections",
                        "served",
                        "repliesPerSecond",
                        "p50Ms",
                        "p99Ms",
                        "residentBytes",
                        "threads",
                        "contextSwitchesPerReply",
                        "clientLimited",
                        "gaveUp");
    }

    private static Heat heat(String server, double perSecond, double p99, List<Heat> rounds) {
        int served = perSecond > 0 ? 50 : 0;
        return new Heat(server, 50, served, perSecond, 1, p99, 2 * p99, 64 << 20, 9, 0.25, false, "", rounds);
    }
}
