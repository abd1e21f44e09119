package tenstages.loadgen.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.proofs.Recording.Path;
import tenstages.loadgen.proofs.Recording.Step;

class RecordingTest {
    private static final Trial TRIAL = Claims.recorded().get(0);

    @Test
    void rightAndWrongOnesAreRecordedStepByStep() throws IOException {
        Recording recording = Recording.of(finding("all", "right 4 200 | A 20 reads 0; B 20 reads 100"));
        assertThat(recording.schedules()).isEqualTo(10);
        assertThat(recording.paths())
                .containsExactly(
                        new Path(6, 100, List.of(new Step("A", 20, "reads 0"), new Step("A", 23, "writes 100"))),
                        new Path(4, 200, List.of(new Step("A", 20, "reads 0"), new Step("B", 20, "reads 100"))));
    }

    @Test
    void someSchedulesAreNoRecording() {
        assertThatThrownBy(() -> Recording.of(finding("limit", "right 4 200 | A 20 reads 0")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not all schedules");
    }

    @Test
    void aScheduleThatWasNotWrittenDownIsNoRecording() {
        assertThatThrownBy(() -> Recording.of(finding("all", "right 4 balance 200")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a schedule was not written down: balance 200");
    }

    private static Finding finding(String end, String right) {
        return Finding.of(
                TRIAL,
                List.of(
                        "proof: schedules 10",
                        "proof: " + right,
                        "proof: wrong 6 100 | A 20 reads 0; A 23 writes 100",
                        "proof: end " + end,
                        "proof: done"));
    }
}
