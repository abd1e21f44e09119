package tenstages.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import tenstages.loadgen.pains.WorkerSweep.Point;

class SweepCommandTest {
    @Test
    void aQueueThatRanDryIsAFailure() {
        assertThat(SweepCommand.exitCode(List.of(point(false), point(false)))).isEqualTo(ExitCodes.OK);
        assertThat(SweepCommand.exitCode(List.of(point(true), point(false)))).isEqualTo(ExitCodes.FAILED);
    }

    private static Point point(boolean ranDry) {
        return new Point(4, 100, 0, new Histogram(3), ranDry);
    }
}
