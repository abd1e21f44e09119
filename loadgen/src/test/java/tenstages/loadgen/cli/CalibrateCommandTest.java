package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stall of 1.4 s in a run of 6 s: by arithmetic the slowest percent waits 1.34 s. */
@Printing
class CalibrateCommandTest {
    @ParameterizedTest
    @CsvSource({
        "1.34, 0.001, 0, seen, hidden:",
        "1.21, 0.001, 0, seen, hidden:",
        "1.20, 0.001, 1, MISSED, hidden:",
        "1.47, 0.001, 0, seen, hidden:",
        "1.48, 0.001, 1, MISSED, hidden:",
        "0.001, 0.001, 1, MISSED, hidden:",
        "1.34, 0.133, 0, seen, hidden:",
        "1.34, 0.135, 1, seen, NOT HIDDEN",
        "1.34, 1.34, 1, seen, NOT HIDDEN",
        "0.001, 1.34, 1, MISSED, NOT HIDDEN"
    })
    void theOpenLoopMustSeeTheStallAndTheClosedLoopMustNot(
            double openSeconds, double closedSeconds, int exitCode, String open, String closed) {
        Typed typed = Typed.printing(() -> CalibrateCommand.judge(openSeconds * 1e9, closedSeconds * 1e9));
        assertThat(typed.exitCode()).isEqualTo(exitCode);
        assertThat(typed.out())
                .contains("A server that stops once, for 1.40 s")
                .containsPattern("by arithmetic +1\\.34 s +")
                .containsPattern("open loop .* " + open + "\n")
                .containsPattern("closed loop .* " + closed);
    }
}
