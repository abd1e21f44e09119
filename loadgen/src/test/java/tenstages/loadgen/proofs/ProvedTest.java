package tenstages.loadgen.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which schedules are shown: one says more than all of them. */
class ProvedTest {
    private static final Trial PAIN = Trial.pain("stage 6", "6", "Subject", "payments");
    private static final Trial ALL = Trial.noneOfAll("stage 7", "7", "Subject", "payments");
    private static final Trial CONTROL = ALL.control("a mistake", "Subject", "controls");

    @Test
    void thePainIsShownAndNoControl() {
        Finding pain = MadeFinding.found(PAIN);
        assertThat(shown(pain, MadeFinding.none(ALL, "all"), MadeFinding.found(CONTROL)))
                .containsExactly(pain);
    }

    @Test
    void whatIsBrokenIsShownOnce() {
        Finding broken = MadeFinding.found(ALL);
        assertThat(shown(MadeFinding.found(CONTROL), broken, MadeFinding.found(ALL)))
                .containsExactly(broken);
    }

    @Test
    void whereNothingElseGoesWrongTheFirstControlIsShown() {
        Finding control = MadeFinding.found(CONTROL);
        assertThat(shown(MadeFinding.none(ALL, "all"), control, MadeFinding.found(CONTROL)))
                .containsExactly(control);
    }

    @Test
    void whatWasNotFoundHasNoScheduleToBeShown() {
        assertThat(shown(MadeFinding.none(PAIN, "all"), MadeFinding.none(CONTROL, "all")))
                .isEmpty();
    }

    private static List<Finding> shown(Finding... findings) {
        Claim claim = new Claim("", "", "", "", List.of(), Steps.calls(), Map.of(), List.of(PAIN, ALL, CONTROL));
        return new Proved(claim, List.of(findings)).shown();
    }
}
