package tenstages.loadgen.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final Recorder recorder = new Recorder(RequestLines.buysOfOne(1));

    @Test
    void everyValueIsCountedWhetherOrNotItIsEqualToTheOneBefore() {
        Recorder.RunOfEqualValues values = new Recorder.RunOfEqualValues();
        for (long value : new long[] {0, 0, 5, 5, 5, 7, 5}) {
            values.record(value);
        }
        Histogram histogram = values.histogram();
        assertThat(histogram.getTotalCount()).isEqualTo(7);
        assertThat(histogram.getCountAtValue(0)).isEqualTo(2);
        assertThat(histogram.getCountAtValue(5)).isEqualTo(4);
        assertThat(histogram.getCountAtValue(7)).isEqualTo(1);

        values.record(5);
        assertThat(values.histogram().getCountAtValue(5))
                .as("after it was looked at")
                .isEqualTo(5);
        assertThat(values.histogram().getTotalCount()).isEqualTo(8);
    }

    @Test
    void aValueThatIsTooLargeOrTooSmallIsKeptAtTheLimit() {
        Recorder.RunOfEqualValues values = new Recorder.RunOfEqualValues();
        values.record(-1);
        values.record(Long.MAX_VALUE);
        assertThat(values.histogram().getTotalCount()).isEqualTo(2);
        assertThat(values.histogram().getMinValue()).isZero();
        assertThat(values.histogram().getMaxValue()).isGreaterThanOrEqualTo(TimeUnit.HOURS.toNanos(1));
    }

    /** As the longest read lag only: of a percentage of the replies nobody knows whether they met it. */
    @Test
    void aLongPauseIsTheLongestReadLag() {
        recorder.readLag.record(50_000);
        recorder.stoodStill = 9_999_999;
        assertThat(recorder.readLagWithPause()).isEqualTo(recorder.readLag.histogram());
        recorder.stoodStill = 10_000_000;
        assertThat(recorder.readLagWithPause().getTotalCount()).isEqualTo(2);
        assertThat(recorder.readLagWithPause().getCountAtValue(10_000_000)).isEqualTo(1);
        assertThat(recorder.readLag.histogram().getTotalCount()).isEqualTo(1);
        recorder.stoodStill = Long.MAX_VALUE;
        assertThat(recorder.readLagWithPause().getMaxValue()).isGreaterThanOrEqualTo(TimeUnit.HOURS.toNanos(1));
    }

    @Test
    void repliesAreCountedInTheSecondInWhichTheyCome() {
        recorder.startedAt = 500;
        recorder.completed(3, 500);
        recorder.completed(2, 500 + TimeUnit.SECONDS.toNanos(1) - 1);
        recorder.completed(4, 500 + TimeUnit.SECONDS.toNanos(2));
        assertThat(recorder.bySecond()).containsExactly(5, 0, 4);
    }

    @Test
    void aLongRunHasASlotForEachSecond() {
        for (int second = 0; second < 1000; second++) {
            recorder.completed(second, TimeUnit.SECONDS.toNanos(second));
        }
        recorder.completed(7, TimeUnit.SECONDS.toNanos(5000));
        assertThat(recorder.bySecond()).hasSize(5001);
        assertThat(recorder.bySecond()[59]).isEqualTo(59);
        assertThat(recorder.bySecond()[60]).isEqualTo(60);
        assertThat(recorder.bySecond()[999]).isEqualTo(999);
        assertThat(recorder.bySecond()[5000]).isEqualTo(7);
    }

    @Test
    void responseCountsFromWhenARequestWasDueAndServiceFromWhenItWasSent() {
        recorder.answer(reply("{\"status\":\"accepted\"}"), 100, 700, false, 1000);
        assertThat(recorder.response.histogram().getMaxValue()).isEqualTo(900);
        assertThat(recorder.service.histogram().getMaxValue()).isEqualTo(300);
        assertThat(recorder.failures.histogram().getTotalCount()).isZero();
        assertThat(recorder.lastReplyAt).isEqualTo(1000);
    }

    @Test
    void aClosedLoopWouldHaveSeenTheSuccessesThatHadTheirConnectionForThemselves() {
        recorder.answer(reply("{\"status\":\"accepted\"}"), 100, 700, false, 1000);
        recorder.answer(reply("{\"status\":\"accepted\"}"), 100, 800, true, 1000);
        recorder.answer(reply("{\"status\":\"rejected\"}"), 100, 900, true, 1000);
        assertThat(recorder.closedLoopView.histogram().getTotalCount()).isEqualTo(1);
        assertThat(recorder.closedLoopView.histogram().getMaxValue()).isEqualTo(200);
    }

    @Test
    void aFailureHasATimeOfItsOwnFromWhenItWasDue() {
        recorder.answer(reply("{\"status\":\"rejected\"}"), 100, 700, false, 1000);
        recorder.answer(reply("{\"status\":\"error\"}"), 200, 700, false, 1000);
        recorder.answer(reply("nothing"), 300, 700, false, 1000);
        Histogram failures = recorder.failures.histogram();
        assertThat(failures.getTotalCount()).isEqualTo(3);
        assertThat(failures.getMaxValue()).isEqualTo(900);
        assertThat(failures.getMinValue()).isEqualTo(700);
        assertThat(recorder.response.histogram().getTotalCount()).isZero();
        assertThat(recorder.service.histogram().getTotalCount()).isZero();
        assertThat(recorder.answered).isEqualTo(3);
    }

    @Test
    void aLateFailureHasATimeOfItsOwnToo() {
        recorder.late(reply("{\"status\":\"rejected\"}"), 1234);
        assertThat(recorder.failures.histogram().getMaxValue()).isEqualTo(1234);
        assertThat(recorder.response.histogram().getTotalCount()).isZero();
    }

    @Test
    void aLateReplyIsAResponseTimeAndNoService() {
        recorder.late(reply("{\"status\":\"accepted\"}"), 1234);
        assertThat(recorder.late).isEqualTo(1);
        assertThat(recorder.answered).isZero();
        assertThat(recorder.response.histogram().getMaxValue()).isEqualTo(1234);
        assertThat(recorder.service.histogram().getTotalCount()).isZero();
    }

    @Test
    void allViolationsAreCountedAndTheFirstTenAreNamed() {
        for (int i = 0; i < 12; i++) {
            recorder.violation("number " + i);
        }
        assertThat(recorder.violationCount).isEqualTo(12);
        assertThat(recorder.violations).hasSize(10).startsWith("number 0").endsWith("number 9");
    }

    @Test
    void whatAnotherThreadHasSeenIsAddedAndNoMoreThanTenViolationsAreNamed() {
        Recorder other = new Recorder(RequestLines.buysOfOne(1));
        for (int i = 0; i < 8; i++) {
            recorder.violation("number " + i);
            other.violation("another number " + i);
        }
        recorder.add(other);
        assertThat(recorder.violationCount).isEqualTo(16);
        assertThat(recorder.violations).hasSize(10).endsWith("another number 1");
    }

    @Test
    void whatAnotherThreadHasCountedIsAddedAndTheLongerStandstillIsTold() {
        Recorder other = new Recorder(RequestLines.buysOfOne(1));
        for (Recorder each : List.of(recorder, other)) {
            each.scheduled = 1;
            each.answered = 2;
            each.late = 3;
            each.timedOut = 4;
            each.inFlight = 5;
            each.neverSent = 6;
        }
        other.stoodStill = 7;
        recorder.add(other);
        assertThat(recorder.scheduled).isEqualTo(2);
        assertThat(recorder.answered).isEqualTo(4);
        assertThat(recorder.late).isEqualTo(6);
        assertThat(recorder.timedOut).isEqualTo(8);
        assertThat(recorder.inFlight).isEqualTo(10);
        assertThat(recorder.neverSent).isEqualTo(12);
        assertThat(recorder.stoodStill).isEqualTo(7);
    }

    private ReplyReader.Reply reply(String line) {
        byte[] bytes = (line + "\n").getBytes(UTF_8);
        assertThat(recorder.replies.next(bytes, 0, bytes.length, null)).isTrue();
        return recorder.replies.reply();
    }
}
