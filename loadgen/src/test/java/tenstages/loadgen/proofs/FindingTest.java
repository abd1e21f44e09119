package tenstages.loadgen.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When something is proved, and when it only looks so. */
class FindingTest {
    private static final Trial PAIN = Trial.pain("stage 6", "6", "Subject", "payments");
    private static final Trial ALL = Trial.noneOfAll("stage 7", "7", "Subject", "payments");
    private static final Trial FIRST = Trial.noneOfFirst(42, "stage 8", "8", "Subject", "payments");
    private static final Trial CONTROL = ALL.control("a mistake", "Subject", "controls");

    @Test
    void whatASearchPrintsIsRead() {
        Finding finding = MadeFinding.found(PAIN);
        assertThat(finding.end()).isEqualTo(Finding.End.ALL);
        assertThat(finding.schedules()).isEqualTo(42);
        assertThat(finding.wrong()).containsEntry("balance 100, paid 200", 24).hasSize(1);
        assertThat(finding.right()).containsEntry("balance 200, paid 200", 18).hasSize(1);
        assertThat(finding.foundAt()).isEqualTo(3);
        assertThat(finding.outcome()).isEqualTo("balance 100, paid 200");
        assertThat(finding.report()).isEqualTo(MadeFinding.report());
    }

    @Test
    void aScheduleThatGoesWrongIsAPainOrAControlOrBreaksTheClaim() {
        assertThat(MadeFinding.found(PAIN).verdict()).isEqualTo(Finding.Verdict.AS_EXPECTED);
        assertThat(MadeFinding.found(CONTROL).verdict()).isEqualTo(Finding.Verdict.AS_EXPECTED);
        assertThat(MadeFinding.found(ALL).verdict()).isEqualTo(Finding.Verdict.BROKEN);
        assertThat(MadeFinding.found(FIRST).verdict()).isEqualTo(Finding.Verdict.BROKEN);
    }

    @Test
    void noneProvesSomethingOnlyIfTheSearchWentAsFarAsItShould() {
        assertThat(MadeFinding.none(ALL, "all").verdict()).isEqualTo(Finding.Verdict.AS_EXPECTED);
        assertThat(MadeFinding.none(ALL, "limit").verdict()).isEqualTo(Finding.Verdict.NOT_FINISHED);
        assertThat(MadeFinding.none(ALL, "time").verdict()).isEqualTo(Finding.Verdict.NOT_FINISHED);
        assertThat(MadeFinding.none(FIRST, "limit").verdict()).isEqualTo(Finding.Verdict.AS_EXPECTED);
        assertThat(MadeFinding.none(FIRST, "all").verdict()).isEqualTo(Finding.Verdict.AS_EXPECTED);
        assertThat(MadeFinding.none(FIRST, "time").verdict()).isEqualTo(Finding.Verdict.NOT_FINISHED);
        assertThat(MadeFinding.none(PAIN, "all").verdict()).isEqualTo(Finding.Verdict.BROKEN);
    }

    /** The search would not have found a mistake in the claim either. */
    @Test
    void aControlThatIsNotFoundProvesNothing() {
        assertThat(MadeFinding.none(CONTROL, "all").verdict()).isEqualTo(Finding.Verdict.NOT_FINISHED);
        Claim claim = new Claim("", "", "", "", List.of(), Steps.calls(), Map.of(), List.of(ALL, CONTROL));
        assertThat(new Proved(claim, List.of(MadeFinding.none(ALL, "all"), MadeFinding.none(CONTROL, "all"))).verdict())
                .isEqualTo(Finding.Verdict.NOT_FINISHED);
        assertThat(new Proved(claim, List.of(MadeFinding.none(ALL, "all"), MadeFinding.found(CONTROL))).verdict())
                .isEqualTo(Finding.Verdict.AS_EXPECTED);
        assertThat(new Proved(claim, List.of(MadeFinding.found(ALL), MadeFinding.none(CONTROL, "time"))).verdict())
                .isEqualTo(Finding.Verdict.BROKEN);
    }

    @Test
    void aSearchThatTriesNothingProvesNothing() {
        Finding empty = Finding.of(ALL, List.of("proof: schedules 0", "proof: end all", "proof: done"));
        assertThat(empty.verdict()).isEqualTo(Finding.Verdict.NOT_FINISHED);
    }

    @Test
    void aProcessThatDiesProvesNothing() {
        Finding dead = Finding.of(ALL, List.of("proof: schedules 42", "proof: end all", "OutOfMemoryError"));
        assertThat(dead.verdict()).isEqualTo(Finding.Verdict.NOT_FINISHED);
        assertThat(dead.report()).containsExactly("OutOfMemoryError");
    }

    @Test
    void threadsThatWaitForEachOtherAreAFinding() {
        List<String> lines = List.of("proof: schedules 3", "proof: end stuck", "proof: report hung", "proof: done");
        assertThat(Finding.of(ALL, lines).verdict()).isEqualTo(Finding.Verdict.BROKEN);
        assertThat(Finding.of(CONTROL, lines).verdict()).isEqualTo(Finding.Verdict.AS_EXPECTED);
    }

    /** Two lists that have to agree: what is counted as wrong must be shown. */
    @Test
    void aWrongScheduleThatCannotBeShownIsNoProof() {
        Finding finding = Finding.of(
                ALL,
                List.of("proof: schedules 9", "proof: wrong 1 x", "proof: end all", "proof: found 0", "proof: done"));
        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.NOT_FINISHED);
    }

    @Test
    void everyClaimHasAControlThatIsSearchedForInTheSameWay() {
        for (String name : Claims.names()) {
            for (Claim claim : Claims.of(name)) {
                for (Trial trial : claim.trials()) {
                    assertThat(trial.mustBeFound()
                                    || claim.trials().stream().anyMatch(other -> isControlOf(other, trial)))
                            .as(claim.title() + ": " + trial.name())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void noneOfTheFirstIsSaidOfManySchedules() {
        assertThat(Claims.names().stream()
                        .flatMap(name -> Claims.of(name).stream())
                        .flatMap(claim -> claim.trials().stream())
                        .map(Trial::limit))
                .allMatch(limit -> limit >= 500);
    }

    private static boolean isControlOf(Trial control, Trial trial) {
        return control.role() == Trial.Role.CONTROL
                && control.program().equals(trial.program())
                && control.limit() == trial.limit()
                && control.sources().containsAll(trial.sources());
    }
}
