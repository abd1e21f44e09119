package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.pains.Breaking;
import tenstages.loadgen.pains.MadeBreaking;
import tenstages.loadgen.pains.Scenario;

class BreakReportTest {
    private static final String PAGE = "../stage02-nonblocking/README.md";
    private static final Scenario SCENARIO = MadeBreaking.scenario(3, true);

    @Test
    void aPainThatIsProved() {
        assertThat(BreakReport.text(MadeBreaking.proved(SCENARIO), PAGE, 80))
                .isEqualTo(
                        """

                             stage03-validation   stage04-shared-state
                  a figure   300 of <1000>        310 of <1000>

                Why: Why it hurts.
                Gained: what is gained
                Not gained: what is not
                Read: ../stage02-nonblocking/README.md
                PROVED: the pain shows on stage 3 and is gone on stage 4""");
    }

    @Test
    void aPainThatIsNotProvedHasNoGain() {
        assertThat(BreakReport.text(MadeBreaking.broken(SCENARIO), PAGE, 100))
                .isEqualTo(
                        """

                             stage03-validation   stage04-shared-state
                  a figure   300 of <1000>        310 of <1000>

                Why: Why it hurts.
                Read: ../stage02-nonblocking/README.md
                BROKEN: the pain does not show on stage 3: a figure should be 1, and is something else""");
    }

    @Test
    void everyClauseThatBrokeHasALine() {
        Scenario scenario = Scenario.all().get(1);
        assertThat(BreakReport.text(MadeBreaking.broken(scenario), PAGE, 80)
                        .lines()
                        .filter(line -> line.startsWith("BROKEN: ")))
                .hasSameSizeAs(scenario.contract());
    }

    @Test
    void theTitleNamesTheOptions() {
        Scenario scenario = Scenario.all().get(4);
        assertThat(BreakReport.title(scenario, 80))
                .isEqualTo(
                        """
                break 5: one slow worker
                options, each stage takes those it knows: --queue 100 --work-ms 500 --workers
                  4""");
        assertThat(BreakReport.title(Scenario.all().get(1), 80)).isEqualTo("break 2: every byte is trusted");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void noLineIsLongerThanTheTerminalIsWide(Scenario scenario) {
        for (int width : new int[] {60, 80}) {
            for (Breaking breaking : List.of(MadeBreaking.proved(scenario), MadeBreaking.broken(scenario))) {
                expectWidth(BreakReport.title(scenario, width), width);
                expectWidth(BreakReport.text(breaking, PAGE, width), width);
            }
        }
    }

    static Stream<Scenario> scenarios() {
        return Scenario.all().stream();
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80})
    void theClosingTableHasARowForEachPain(int width) {
        List<Breaking> tour = new ArrayList<>();
        for (Scenario scenario : Scenario.all()) {
            tour.add(scenario.number() == 4 ? MadeBreaking.broken(scenario) : MadeBreaking.proved(scenario));
        }
        String table = BreakReport.closingTable(tour, width);
        expectWidth(table, width);
        List<String> rows = table.lines().toList();
        for (Scenario scenario : Scenario.all()) {
            int stage = scenario.number();
            List<String> row = rows.stream()
                    .dropWhile(line -> !line.matches("  " + stage + " .*"))
                    .takeWhile(line -> line.matches("  (" + stage + "| ) .*"))
                    .toList();
            String words = String.join(" ", row).replaceAll(" +", " ");
            assertThat(words)
                    .contains(" " + 100 * stage + " of", stage == 4 ? "BROKEN" : "proved")
                    .contains(" " + (100 * stage + 10) + " of");
        }
    }

    @Test
    void theClosingTableShowsTheFirstFigureOfTheContract() {
        assertThat(BreakReport.closingTable(List.of(MadeBreaking.proved(SCENARIO)), 80)
                        .lines())
                .containsExactly(
                        "  N   measured   on stage N      on stage N+1",
                        "  3   a figure   300 of <1000>   310 of <1000>   proved");
    }

    private static void expectWidth(String text, int width) {
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    }
}
