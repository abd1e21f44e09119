package tenstages.loadgen.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * What a run measured.
 *
 * @param plan what was asked for
 * @param seconds from the first request until no more were sent, or until the last reply if that came later
 * @param repliesBySecond replies of all kinds in each second since the start, by when they came
 * @param replies how often each reply came, by status and reason, such as {@code rejected server_busy}; the most
 *     frequent ones, and {@link #OTHERS}
 * @param requests what became of the requests
 * @param times how long they took
 * @param violations where the server broke the protocol; the first ones in words
 * @param violationCount how often it did
 * @param connections what became of the connections
 * @param client what the run cost the client
 * @param verdict whether the figures are the server's
 */
public record LoadResult(
        LoadPlan plan,
        double seconds,
        List<Long> repliesBySecond,
        Map<String, Long> replies,
        Requests requests,
        Times times,
        List<String> violations,
        long violationCount,
        Connections connections,
        Client client,
        Verdict verdict) {

    /** What {@link #replies} calls all those together that came more seldom than the ones it names. */
    public static final String OTHERS = "others";

    /**
     * What became of the requests. Throws IllegalStateException if they do not add up: that would be a bug of ours.
     *
     * @param scheduled requests that were due
     * @param accepted of those, answered so
     * @param ok of those, answered so
     * @param rejected of those, refused
     * @param error of those, answered with an error, or with what is no reply to them
     * @param unknown of those, answered with what says neither that they succeeded nor that they failed
     * @param timedOut of those, without a reply in time
     * @param inFlight of those, sent and without a reply when the run or their connection ended
     * @param neverSent of those, still waiting in the client at the end, because the server took no more bytes or every
     *     connection was gone
     * @param late replies to requests already counted as timed out
     */
    public record Requests(
            long scheduled,
            long accepted,
            long ok,
            long rejected,
            long error,
            long unknown,
            long timedOut,
            long inFlight,
            long neverSent,
            long late) {
        /** Adds them up. */
        public Requests {
            long accounted = accepted + ok + rejected + error + unknown + timedOut + inFlight + neverSent;
            if (scheduled != accounted) {
                throw new IllegalStateException(
                        scheduled + " requests were scheduled and " + accounted + " accounted for");
            }
        }

        private static Requests of(Recorder recorder) {
            ReplyReader replies = recorder.replies;
            return new Requests(
                    recorder.scheduled,
                    replies.count(ReplyKind.ACCEPTED),
                    replies.count(ReplyKind.OK),
                    replies.count(ReplyKind.REJECTED),
                    replies.count(ReplyKind.ERROR)
                            + replies.count(ReplyKind.FOREIGN)
                            + replies.count(ReplyKind.GARBLED),
                    replies.count(ReplyKind.UNKNOWN),
                    recorder.timedOut,
                    recorder.inFlight,
                    recorder.neverSent,
                    recorder.late);
        }
    }

    /**
     * Times of requests, in nanoseconds.
     *
     * @param response from when a request was due to its reply, for successes, late ones too; requests without a reply
     *     with their age
     * @param service from when a request was sent to its reply, for successes
     * @param closedLoopView of those, the ones whose connection had no other request under way: a closed loop sends no
     *     others
     * @param failures from when a request was due to its reply, for all that is no success, late ones too
     * @param sendLag open loop: from when a request was due to when the client got round to it
     * @param readLag samples: from when replies had arrived to when the client read them; and its longest pause
     */
    public record Times(
            Histogram response,
            Histogram service,
            Histogram closedLoopView,
            Histogram failures,
            Histogram sendLag,
            Histogram readLag) {
        private static Times of(Recorder recorder) {
            return new Times(
                    recorder.response.histogram(),
                    recorder.service.histogram(),
                    recorder.closedLoopView.histogram(),
                    recorder.failures.histogram(),
                    recorder.sendLag.histogram(),
                    recorder.readLagWithPause());
        }
    }

    /**
     * What became of the connections.
     *
     * @param served those that got at least one reply
     * @param unanswered those that asked, stayed open and got none
     * @param turnedAway those the server refused with a line of its own
     * @param lost those the server closed before the end of the run
     * @param failed those that could not be opened
     * @param failure why the last of them could not
     */
    public record Connections(int served, int unanswered, int turnedAway, int lost, int failed, String failure) {}

    /**
     * What the run cost the client.
     *
     * @param cpuShare of one core, used by the engine's busiest thread while it sent
     * @param waitShare of that time, for which such a thread was ready to run and had no processor
     * @param gcMillis spent in garbage collections meanwhile
     * @param seconds for which it sent
     */
    public record Client(double cpuShare, double waitShare, long gcMillis, double seconds) {
        /** That of two threads that ran at the same time: what the busier one says. */
        Client together(Client other) {
            return new Client(
                    Math.max(cpuShare, other.cpuShare),
                    Math.max(waitShare, other.waitShare),
                    Math.max(gcMillis, other.gcMillis),
                    Math.max(seconds, other.seconds));
        }
    }

    /** Successes per second: what was asked for and done. */
    public double goodput() {
        return succeeded() / seconds;
    }

    /** Replies of all kinds per second. */
    public double throughput() {
        return answered() / seconds;
    }

    /** Requests that were accepted or answered with ok. */
    public long succeeded() {
        return accepted() + ok();
    }

    /** Replies of all kinds that came in time. */
    public long answered() {
        return succeeded() + rejected() + error() + unknown();
    }

    /** {@link Requests#scheduled}. */
    public long scheduled() {
        return requests.scheduled;
    }

    /** {@link Requests#accepted}. */
    public long accepted() {
        return requests.accepted;
    }

    /** {@link Requests#ok}. */
    public long ok() {
        return requests.ok;
    }

    /** {@link Requests#rejected}. */
    public long rejected() {
        return requests.rejected;
    }

    /** {@link Requests#error}. */
    public long error() {
        return requests.error;
    }

    /** {@link Requests#unknown}. */
    public long unknown() {
        return requests.unknown;
    }

    /** {@link Requests#timedOut}. */
    public long timedOut() {
        return requests.timedOut;
    }

    /** {@link Requests#inFlight}. */
    public long inFlight() {
        return requests.inFlight;
    }

    /** {@link Requests#neverSent}. */
    public long neverSent() {
        return requests.neverSent;
    }

    /** {@link Requests#late}. */
    public long late() {
        return requests.late;
    }

    /** {@link Times#response}. */
    public Histogram response() {
        return times.response;
    }

    /** {@link Times#service}. */
    public Histogram service() {
        return times.service;
    }

    /** {@link Times#closedLoopView}. */
    public Histogram closedLoopView() {
        return times.closedLoopView;
    }

    /** {@link Times#failures}. */
    public Histogram failures() {
        return times.failures;
    }

    /** {@link Times#sendLag}. */
    public Histogram sendLag() {
        return times.sendLag;
    }

    /** {@link Times#readLag}. */
    public Histogram readLag() {
        return times.readLag;
    }

    static LoadResult of(
            LoadPlan plan,
            Recorder recorder,
            double seconds,
            Connections connections,
            Client client,
            boolean endedEarly,
            boolean stopped) {
        return new LoadResult(
                plan,
                seconds,
                LongStream.of(recorder.bySecond()).boxed().toList(),
                recorder.replies.counts(),
                Requests.of(recorder),
                Times.of(recorder),
                recorder.violations,
                recorder.violationCount,
                connections,
                client,
                Verdict.of(plan, recorder, seconds, connections, client, endedEarly, stopped));
    }
}
