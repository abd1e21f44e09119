package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tenstages.loadgen.proofs.Finding.Verdict;

/** The verb {@code prove}, as far as nothing is tried. */
@Printing
class ProveCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prove | N",
                "prove 5 | N: must be one of 6, 7, 8, 9, 10, speed, channels, market-data, and not 5",
                "prove 8 -o x.html | -o: goes with 6 and 7",
                "prove channels --stress | --stress: goes with 6 to 10, and speed; channels starts threads of its own",
                "prove 6 -o missing/x.html | -o: there is no folder"
            })
    void wrongUsageIsOneLineThatNamesIt(String line, String named) {
        Typed typed = Typed.line(line);
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err().strip()).contains(named).doesNotContain("\n");
    }

    @Test
    void whatIsNotFinishedIsNeverAPass() {
        assertThat(ExitCodes.ofProofs(List.of(Verdict.AS_EXPECTED))).isZero();
        assertThat(ExitCodes.ofProofs(List.of(Verdict.AS_EXPECTED, Verdict.NOT_FINISHED)))
                .isEqualTo(ExitCodes.BUSY);
        assertThat(ExitCodes.ofProofs(List.of(Verdict.BROKEN, Verdict.NOT_FINISHED)))
                .isEqualTo(ExitCodes.FAILED);
    }
}
