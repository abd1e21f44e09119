package tenstages.loadgen.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeatTest {
    private static final double NOBODY_KNOWS = Double.NaN;

    @Test
    void oneRoundStaysWhatItIs() {
        Heat only = heat(7, 0.5, "");
        assertThat(Heat.median(List.of(only))).isSameAs(only);
    }

    /** Each for itself: the round with the middle throughput need not be the one with the middle latency. */
    @Test
    void theMedianIsOfEachFigure() {
        List<Heat> rounds = List.of(
                new Heat("it", 9, 9, 30, 1, 5, 90, 100, 7, 0.3, false, "", List.of()),
                new Heat("it", 9, 7, 10, 3, 4, 70, 300, 5, 0.1, false, "", List.of()),
                new Heat("it", 9, 8, 20, 2, 6, 80, 200, 6, 0.2, false, "", List.of()));
        assertThat(Heat.median(rounds)).isEqualTo(new Heat("it", 9, 8, 20, 2, 5, 80, 200, 6, 0.2, false, "", rounds));
    }

    @Test
    void ofAnEvenNumberItIsBetweenTheTwoInTheMiddle() {
        assertThat(Heat.median(List.of(heat(1, 1, ""), heat(100, 1, ""), heat(4, 1, ""), heat(2, 1, "")))
                        .perSecond())
                .isEqualTo(3);
    }

    @Test
    void whatNobodyKnowsDoesNotCount() {
        assertThat(Heat.median(List.of(heat(1, NOBODY_KNOWS, ""), heat(1, 4, ""), heat(1, NOBODY_KNOWS, "")))
                        .switchesPerReply())
                .isEqualTo(4);
        assertThat(Heat.median(List.of(heat(1, NOBODY_KNOWS, ""), heat(1, NOBODY_KNOWS, "")))
                        .switchesPerReply())
                .isNaN();
    }

    /** Its zeros would be the best latency of all. */
    @Test
    void aRoundThatServedNobodyHasNoFiguresAndIsTold() {
        Heat median = Heat.median(List.of(Heat.notStarted("it", 9, "gone"), heat(8, 1, ""), heat(6, 1, "")));
        assertThat(median.perSecond()).isEqualTo(7);
        assertThat(median.served()).isEqualTo(9);
        assertThat(median.gaveUp()).isEqualTo("in 1 of 3 rounds: gone");
        assertThat(median.rounds()).hasSize(3);
    }

    @Test
    void whoServedNobodyInAnyRoundHasServedNobody() {
        Heat gone = Heat.notStarted("it", 9, "gone");
        Heat median = Heat.median(List.of(gone, gone));
        assertThat(median.served()).isZero();
        assertThat(median.perSecond()).isZero();
        assertThat(median.gaveUp()).isEqualTo("gone");
    }

    @Test
    void theClientWasSlowIfItWasInMostRounds() {
        Heat limited = new Heat("it", 9, 9, 1, 1, 1, 1, 1, 1, 1, true, "", List.of());
        Heat free = heat(1, 1, "");
        assertThat(Heat.median(List.of(limited)).clientLimited()).isTrue();
        assertThat(Heat.median(List.of(free, limited, limited)).clientLimited()).isTrue();
        assertThat(Heat.median(List.of(free, limited)).clientLimited()).isFalse();
        assertThat(Heat.median(List.of(free, free)).clientLimited()).isFalse();
    }

    private static Heat heat(double perSecond, double switches, String gaveUp) {
        return new Heat("it", 9, 9, perSecond, 1, 1, 1, 1, 1, switches, false, gaveUp, List.of());
    }
}
