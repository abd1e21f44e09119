package tenstages.loadgen.engine;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Counts and times of one run. One thread. Times are nanoseconds. */
final class Recorder {
    private static final int MAX_NAMED_VIOLATIONS = 10;

    final ReplyReader replies = new ReplyReader();
    final RunOfEqualValues response = new RunOfEqualValues();
    final RunOfEqualValues service = new RunOfEqualValues();
    final RunOfEqualValues failures = new RunOfEqualValues();
    final RunOfEqualValues sendLag = new RunOfEqualValues();
    final List<String> violations = new ArrayList<>();
    long violationCount;
    long scheduled;
    long answered;
    long lastReplyAt;
    long late;
    long timedOut;
    long inFlight;
    long neverSent;
    long turnedAway;
    long connectionsLost;

    /**
     * A histogram behind a counter of equal values: pipelined requests are sent together and answered together, so most
     * times are equal to the one before.
     */
    static final class RunOfEqualValues {
        private final Histogram histogram = newHistogram();
        private long value;
        private long count;

        void record(long nanos) {
            if (nanos != value) {
                flush();
                value = nanos;
            }
            count++;
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

    /** A reply to a request that has been counted as timed out; its time still tells how long somebody has waited. */
    void late(long nanos) {
        late++;
        response.record(nanos);
    }

    /** A request is answered: response time counts from when it was due, service time from when it was sent. */
    void answer(ReplyReader.Reply reply, long intended, long sent, long now) {
        reply.count++;
        answered++;
        lastReplyAt = now;
        if (reply.kind.success()) {
            response.record(now - intended);
            service.record(now - sent);
        } else {
            failures.record(now - intended);
        }
    }
}
