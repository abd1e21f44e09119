package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final long TICK = 50_000_000;
    private static final int EVERY = 8;

    private final Recorder recorder = new Recorder(RequestLines.buysOfOne(1));
    private long waited;
    private final Lateness lateness = new Lateness(recorder, TICK, () -> waited);

    /** Not what a reply waits for in the socket while the loop sleeps: the system tells when it may wake up. */
    @Test
    void aReplyIsLateByTheWaitForAProcessorAndByWhatIsReadBeforeIt() {
        waited = 70;
        lateness.begin(1000);
        waited = 100;
        lateness.ready(5000);
        lateness.read(1, 5010);
        waited = 999;
        lateness.ready(5020);
        lateness.read(2, 5050);
        lateness.end(5060);
        assertThat(recorder.readLag.histogram().getTotalCount()).isEqualTo(3);
        assertThat(recorder.readLag.histogram().getMinValue()).isEqualTo(30 + 10);
        assertThat(recorder.readLag.histogram().getMaxValue()).isEqualTo(30 + 50);
        assertThat(recorder.readLag.histogram().getCountAtValue(30 + 50)).isEqualTo(2);
    }

    @Test
    void oneTurnOfEightIsASample() {
        for (int turn = 0; turn < 2 * EVERY; turn++) {
            lateness.begin(turn);
            lateness.ready(turn);
            lateness.read(1, turn);
            lateness.end(turn);
        }
        assertThat(recorder.readLag.histogram().getTotalCount()).isEqualTo(2);
    }

    @Test
    void aTurnStandsStillForWhatItTakesBeyondTheSelecting() {
        lateness.begin(0);
        lateness.end(TICK);
        assertThat(recorder.stoodStill).isZero();
        lateness.begin(TICK);
        lateness.end(2 * TICK + 7);
        lateness.begin(2 * TICK + 7);
        lateness.end(2 * TICK + 9);
        assertThat(recorder.stoodStill).isEqualTo(7);
    }
}
