package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.proofs.Claim;
import tenstages.loadgen.proofs.Claims;
import tenstages.loadgen.proofs.Finding;
import tenstages.loadgen.proofs.MadeFinding;
import tenstages.loadgen.proofs.Proved;

/** A proof in words, from findings made by hand. */
class ProofReportTest {
    private static final Claim CLAIM = Claims.of("6").get(0);

    @Test
    void theScheduleIsToldInColumnsWithTheLinesOfTheProgram() throws IOException {
        String text = ProofReport.text(
                proved(
                        MadeFinding.found(CLAIM.trials().get(0)),
                        MadeFinding.none(CLAIM.trials().get(1), "all"),
                        MadeFinding.found(CLAIM.trials().get(2))),
                100);
        assertThat(text)
                .contains("found: 24 of all 42", "none of all 42", "control")
                .contains("  stage 6: 24 x balance 100, paid 200; 18 x balance 200, paid 200\n")
                .containsPattern("22 +m.getOrDefault\\(\"alice\", 0\\): 0 +<- worker A stops here; worker B goes on\n")
                .containsPattern("25 +m.put\\(\"alice\", 100\\): 100 +<- overwrites the 100 of worker B\n")
                .contains("balance 100, paid 200: a payment is lost", "\n  Balances.java\n")
                .contains("A count of schedules is no probability")
                .endsWith("PROVED, within these bounds: stage 6 loses a payment, and stage 7 does not");
    }

    @Test
    void whatIsNotFinishedSaysSo() throws IOException {
        String text = ProofReport.text(
                proved(
                        MadeFinding.found(CLAIM.trials().get(0)),
                        MadeFinding.none(CLAIM.trials().get(1), "time"),
                        MadeFinding.none(CLAIM.trials().get(2), "all")),
                200);
        assertThat(text)
                .contains("not finished, after 42", "NOT FINISHED, so nothing is proved: ")
                .contains("(a mistake that must be found was not)")
                .doesNotContain("PROVED,");
    }

    @Test
    void whatHasFailedSaysItsFirstLinesAndNoWarnings() throws IOException {
        String text = ProofReport.text(
                proved(
                        MadeFinding.found(CLAIM.trials().get(0)),
                        MadeFinding.died(CLAIM.trials().get(1)),
                        MadeFinding.found(CLAIM.trials().get(2))),
                200);
        assertThat(text).contains("\n  OutOfMemoryError\n").doesNotContain("[WARN]");
    }

    @Test
    void whatIsBrokenNamesTheTrial() throws IOException {
        String text = ProofReport.text(
                proved(
                        MadeFinding.none(CLAIM.trials().get(0), "all"),
                        MadeFinding.found(CLAIM.trials().get(1)),
                        MadeFinding.found(CLAIM.trials().get(2))),
                200);
        assertThat(text)
                .contains(
                        "BROKEN: stage 6: no schedule goes wrong, and one should; stage 7, given a lock that excludes:"
                                + " a schedule goes wrong");
    }

    private static Proved proved(Finding... findings) {
        return new Proved(CLAIM, List.of(findings));
    }
}
