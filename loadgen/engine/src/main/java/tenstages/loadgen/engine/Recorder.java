package tenstages.loadgen.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts and times of one run. One thread. Times are nanoseconds. */
final class Recorder {
    private static final int MAX_NAMED_VIOLATIONS = 10;
    private static final long PAUSE_NANOS = 10_000_000;

    final ReplyReader replies;
    final RunOfEqualValues response = new RunOfEqualValues();
    final RunOfEqualValues service = new RunOfEqualValues();
    final RunOfEqualValues closedLoopView = new RunOfEqualValues();
    final RunOfEqualValues failures = new RunOfEqualValues();
    final RunOfEqualValues sendLag = new RunOfEqualValues();
    final RunOfEqualValues readLag = new RunOfEqualValues();
    /** The longest time at once in which this client did nothing that it should have done. */
    long stoodStill;

    final List<String> violations = new ArrayList<>();
    long violationCount;
    long scheduled;
    long answered;
    long lastReplyAt;
    long late;
    long timedOut;
    long inFlight;
    long neverSent;
    long startedAt;
    private long[] bySecond = new long[60];
    private int seconds;

    /**
     * A histogram behind a counter of equal values: pipelined requests are sent together and answered together, so most
     * times are equal to the one before.
     */
    static final class RunOfEqualValues {
        private final Histogram histogram = newHistogram();
        private long value;
        private long count;

        void record(long nanos) {
            record(nanos, 1);
        }

        void record(long nanos, int times) {
            if (nanos != value) {
                flush();
                value = nanos;
            }
            count += times;
        }

        Histogram histogram() {
            flush();
            return histogram;
        }

        private void flush() {
            if (count > 0) {
                histogram.recordValueWithCount(
                        Math.max(0, Math.min(value, histogram.getHighestTrackableValue())), count);
                count = 0;
            }
        }
    }

    Recorder(RequestLines lines) {
        replies = new ReplyReader(lines);
    }

    static Histogram newHistogram() {
        return new Histogram(1, 3_600_000_000_000L, 3);
    }

    /** The server broke the protocol. The first ones are kept in words. */
    void violation(String words) {
        violationCount++;
        if (violations.size() < MAX_NAMED_VIOLATIONS) {
            violations.add(words);
        }
    }

    /** This number of replies has come just now: throughput is told by when replies come, not by when they were due. */
    void completed(int count, long now) {
        int second = (int) TimeUnit.NANOSECONDS.toSeconds(now - startedAt);
        if (second >= bySecond.length) {
            bySecond = Arrays.copyOf(bySecond, 2 * second);
        }
        bySecond[second] += count;
        seconds = Math.max(seconds, second + 1);
    }

    /** Takes over what another thread has measured. */
    void add(Recorder other) {
        replies.add(other.replies);
        response.histogram().add(other.response.histogram());
        service.histogram().add(other.service.histogram());
        closedLoopView.histogram().add(other.closedLoopView.histogram());
        failures.histogram().add(other.failures.histogram());
        sendLag.histogram().add(other.sendLag.histogram());
        readLag.histogram().add(other.readLag.histogram());
        stoodStill = Math.max(stoodStill, other.stoodStill);
        other.violations.stream()
                .limit(MAX_NAMED_VIOLATIONS - violations.size())
                .forEach(violations::add);
        violationCount += other.violationCount;
        scheduled += other.scheduled;
        answered += other.answered;
        late += other.late;
        timedOut += other.timedOut;
        inFlight += other.inFlight;
        neverSent += other.neverSent;
        bySecond = Arrays.copyOf(bySecond, Math.max(bySecond.length, other.bySecond.length));
        for (int i = 0; i < other.seconds; i++) {
            bySecond[i] += other.bySecond[i];
        }
        seconds = Math.max(seconds, other.seconds);
    }

    /** The samples, and the longest pause, so that the maximum does not depend on which turns were sampled. */
    Histogram readLagWithPause() {
        Histogram times = readLag.histogram().copy();
        if (stoodStill >= PAUSE_NANOS) {
            times.recordValue(Math.min(stoodStill, times.getHighestTrackableValue()));
        }
        return times;
    }

    /** Replies in each second since the start. */
    long[] bySecond() {
        return Arrays.copyOf(bySecond, seconds);
    }

    /** A reply to a request that has been counted as timed out; its time still tells how long somebody has waited. */
    void late(ReplyReader.Reply reply, long nanos) {
        late++;
        (reply.kind.success() ? response : failures).record(nanos);
    }

    /** A request is answered: response time counts from when it was due, service time from when it was sent. */
    void answer(ReplyReader.Reply reply, long intended, long sent, boolean alone, long now) {
        reply.count++;
        answered++;
        lastReplyAt = now;
        if (reply.kind.success()) {
            response.record(now - intended);
            service.record(now - sent);
            if (alone) {
                closedLoopView.record(now - sent);
            }
        } else {
            failures.record(now - intended);
        }
    }
}
