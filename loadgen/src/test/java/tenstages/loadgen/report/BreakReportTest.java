package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.scenario.Breaking;
import tenstages.loadgen.scenario.Outcome;
import tenstages.loadgen.scenario.OutcomeFixture;
import tenstages.loadgen.scenario.Scenario;

class BreakReportTest {
    @Test
    void theNameOfAStageStandsOverItsFigures() {
        Scenario scenario = Scenario.all().get(0);
        Outcome outcome = OutcomeFixture.of(scenario);
        List<String> names = List.of("stage N", "stage N+1");

        List<String> lines = BreakReport.text(
                        new Breaking(scenario, names, List.of(outcome, outcome), List.of()), "page", 80)
                .lines()
                .dropWhile(String::isBlank)
                .toList();

        assertThat(lines.get(0).indexOf("stage N"))
                .isPositive()
                .isEqualTo(lines.get(1).indexOf("<1>"));
    }
}
