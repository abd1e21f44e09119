package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
    private final Progress progress = new Progress("127.0.0.1:1", () -> true, events -> {});

    /** The committed offset is that of the next event. */
    @Test
    void anEventIsAppliedOnceTheCommittedOffsetHasPassedIt() {
        progress.acknowledged(3, 7);
        progress.acknowledged(3, 8);
        progress.acknowledged(3, 11);
        assertThat(progress.passed(3, 7)).isZero();
        assertThat(progress.passed(3, 8)).isEqualTo(1);
        assertThat(progress.passed(3, 8)).as("counted once").isZero();
        assertThat(progress.passed(3, 100)).isEqualTo(2);
        assertThat(progress.passed(3, 100)).isZero();
    }

    @Test
    void eachPartitionHasItsOwnOffsets() {
        progress.acknowledged(1, 5);
        progress.acknowledged(2, 0);
        assertThat(progress.passed(2, 3)).isEqualTo(1);
        assertThat(progress.passed(1, 3)).isZero();
        assertThat(progress.passed(9, 100)).as("somebody else's").isZero();
    }
}
