package tenstages.loadgen.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaboratoryTest {
    private static final Trial ALL = Trial.noneOfAll("stage 7", "7", "Subject", "payments");
    private static final Trial CONTROL = ALL.control("a mistake", "Subject", "controls");

    @Test
    void whatOneProcessPrintsOfManyTrialsIsToldApart() {
        List<Finding> findings = Laboratory.findings(
                List.of(ALL, CONTROL),
                List.of(
                        "Picked up JAVA_TOOL_OPTIONS: -Dx",
                        "proof: trial",
                        "proof: schedules 42",
                        "proof: right 42 balance 200",
                        "proof: end all",
                        "proof: done",
                        "proof: trial",
                        "proof: schedules 9",
                        "proof: wrong 9 balance 100",
                        "proof: found 2",
                        "proof: end limit",
                        "proof: done"));
        assertThat(findings).extracting(Finding::trial).containsExactly(ALL, CONTROL);
        assertThat(findings).extracting(Finding::schedules).containsExactly(42, 9);
        assertThat(findings).extracting(Finding::verdict).containsOnly(Finding.Verdict.AS_EXPECTED);
    }

    @Test
    void aTrialThatTheProcessHasNotComeToProvesNothingAndSoDoesOneWithinWhichItHasDied() {
        List<Finding> findings = Laboratory.findings(
                List.of(ALL, CONTROL), List.of("proof: trial", "proof: schedules 42", "proof: end all", "killed"));
        assertThat(findings).extracting(Finding::verdict).containsOnly(Finding.Verdict.NOT_FINISHED);
        assertThat(findings.get(0).report()).containsExactly("killed");
    }

    /** What is shown of a schedule are the lines of the class that was tried. */
    @Test
    void aControlsSourceTakesThePlaceOfTheProgramsOwn() throws IOException {
        Trial claimed = Claims.of("7").get(0).trials().get(0);
        Trial control = Claims.of("7").get(0).trials().get(1);
        Path controls = Path.of("controls", "stage07", "tenstages", "server", "Balances.java");
        assertThat(Laboratory.source(control, "Balances.java").endsWith(controls))
                .isTrue();
        assertThat(Laboratory.source(claimed, "Balances.java").toString()).contains("stage07-contention");
        assertThat(Laboratory.source(claimed, "TimedLock.java").toString()).contains("subjects");
    }

    @Test
    void aProcessThatDoesNotStartSaysWhyInTheFirstFinding() {
        List<Finding> findings = Laboratory.findings(List.of(ALL, CONTROL), List.of("Could not create the JVM"));
        assertThat(findings).hasSize(2);
        assertThat(findings.get(0).report()).containsExactly("Could not create the JVM");
    }
}
