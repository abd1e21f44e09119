package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void asLongAsNothingIsKnownWorkIsTakenToBeLong() {
        assertThat(pace.shares(1, 16)).isEqualTo(16);
        assertThat(pace.shares(1000, 16)).isEqualTo(16);
    }

    @Test
    void aShareHasAtLeastFiftyMicrosecondsOfWork() {
        pace.record(10, 10_000);
        assertThat(pace.shares(1, 16)).isEqualTo(1);
        assertThat(pace.shares(99, 16)).isEqualTo(1);
        assertThat(pace.shares(100, 16)).isEqualTo(2);
        assertThat(pace.shares(149, 16)).isEqualTo(2);
        assertThat(pace.shares(10_000, 16)).isEqualTo(16);
        assertThat(pace.shares(10_000, 3)).isEqualTo(3);
    }

    @Test
    void partsOfANanosecondCount() {
        pace.record(1000, 1500);
        assertThat(pace.shares(100_000, 16)).isEqualTo(3);
    }

    @Test
    void theLastBatchCounts() {
        pace.record(1, 100_000_000);
        assertThat(pace.shares(2, 16)).isEqualTo(16);
        pace.record(100, 10_000);
        assertThat(pace.shares(2, 16)).isEqualTo(1);
    }

    /** Work that takes no time at all is possible where the clock is coarse. */
    @Test
    void thereIsAlwaysOneShare() {
        pace.record(100, 0);
        assertThat(pace.shares(1000, 16)).isEqualTo(1);
    }
}
