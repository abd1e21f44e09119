package tenstages.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tenstages.loadgen.pains.WorkerSweep.Point;

class SweepReportTest {
    private static final List<Point> KNEE = List.of(
            new Point(1, 10, 0, MadeResult.none(), false),
            new Point(4, 39.6, 0.25, MadeResult.none(), false),
            new Point(16, 80, 3.5, MadeResult.none(), false),
            new Point(64, 82, 12.75, MadeResult.none(), false));

    @Test
    void aBarForEachNumberOfWorkersAndTheKneeWhereMoreStopHelping() {
        assertThat(SweepReport.text(KNEE, 75))
                .isEqualTo(
                        """
                  workers   events/s  wait/hold
                        1         10       0.00   #####
                        4         40       0.25   ####################
                       16         80       3.50   ########################################
                       64         82      12.75   #########################################

                The knee is between 4 and 16 workers: 4.0 times the workers, 2.02 times the
                events.""");
    }

    @Test
    void theRowsForProgramsHaveTheWordsOfTheTable() {
        assertThat(SweepReport.rows(KNEE.subList(1, 3)))
                .containsExactly(List.of("4", "40", "0.25"), List.of("16", "80", "3.50"));
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100})
    void theLongestBarEndsWhereTheTerminalDoes(int width) {
        assertThat(SweepReport.text(KNEE, width)
                        .lines()
                        .mapToInt(String::length)
                        .max())
                .hasValue(width);
    }

    @Test
    void lessThanHalfOfTheGainIsTheKnee() {
        assertThat(SweepReport.knee(points(1, 100, 2, 149.9)))
                .isEqualTo("The knee is between 1 and 2 workers: 2.0 times the workers, 1.50 times the events.");
        assertThat(SweepReport.knee(points(1, 100, 2, 150))).isEqualTo("No knee up to 2 workers.");
        assertThat(SweepReport.knee(points(4, 100, 16, 249))).startsWith("The knee is between 4 and 16 workers");
        assertThat(SweepReport.knee(points(4, 100, 16, 251))).isEqualTo("No knee up to 16 workers.");
        assertThat(SweepReport.knee(points(4, 100, 6, 124)))
                .isEqualTo("The knee is between 4 and 6 workers: 1.5 times the workers, 1.24 times the events.");
        assertThat(SweepReport.knee(points(4, 100, 6, 126))).isEqualTo("No knee up to 6 workers.");
    }

    @Test
    void oneNumberOfWorkersHasNoKnee() {
        assertThat(SweepReport.knee(List.of(new Point(8, 100, 0, MadeResult.none(), false))))
                .isEqualTo("No knee up to 8 workers.");
    }

    @Test
    void noKneeIsToldIfAQueueRanDry() {
        List<Point> dry = List.of(
                new Point(4, 100, 0, MadeResult.none(), true),
                new Point(16, 101, 0, MadeResult.none(), false),
                new Point(64, 102, 0, MadeResult.none(), true));
        assertThat(SweepReport.text(dry, 100))
                .endsWith("The queue ran dry with 4, 64 workers, so they could have applied more: no knee can be told.")
                .doesNotContain("The knee");
        assertThat(SweepReport.text(dry, 60).lines()).allMatch(line -> line.length() <= 60);
    }

    @Test
    void nothingAppliedHasNoBar() {
        assertThat(SweepReport.text(points(1, 0, 2, 0), 80)).doesNotContain("#");
    }

    private static List<Point> points(int less, double perSecond, int more, double perSecondOfMore) {
        return List.of(
                new Point(less, perSecond, 0, MadeResult.none(), false),
                new Point(more, perSecondOfMore, 0, MadeResult.none(), false));
    }
}
