package tenstages.loadgen.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;

/**
 * What a run measured. Histograms are in nanoseconds.
 *
 * @param plan what was asked for
 * @param seconds from the first request until no more were sent, or until the last reply if that came later
 * @param repliesBySecond replies of all kinds in each second since the start, by when they came
 * @param replies how often each reply came, by status and reason, such as {@code rejected server_busy}
 * @param scheduled requests that were due
 * @param accepted of those, answered so
 * @param ok of those, answered so
 * @param rejected of those, refused
 * @param error of those, answered with an error, or with what is no reply at all
 * @param timedOut of those, without a reply in time
 * @param inFlight of those, sent and without a reply when the run or their connection ended
 * @param neverSent of those, still waiting in the client at the end, because the server took no more bytes
 * @param late replies to requests already counted as timed out
 * @param turnedAway connections the server refused with a line of its own
 * @param response from when a request was due to its reply, for successes; requests without a reply with their age
 * @param service from when a request was sent to its reply, for successes
 * @param failures from when a request was due to its reply, for rejections and errors
 * @param sendLag open loop: from when a request was due to when the client got round to it
 * @param violations where the server broke the protocol; the first ones in words
 * @param violationCount how often it did
 * @param cpuShare of one core, used by the engine's thread while it sent
 * @param gcMillis spent in garbage collections meanwhile
 * @param connectFailures connections that could not be opened
 * @param verdict whether the figures are the server's
 */
public record LoadResult(
        LoadPlan plan,
        double seconds,
        List<Long> repliesBySecond,
        Map<String, Long> replies,
        long scheduled,
        long accepted,
        long ok,
        long rejected,
        long error,
        long timedOut,
        long inFlight,
        long neverSent,
        long late,
        long turnedAway,
        Histogram response,
        Histogram service,
        Histogram failures,
        Histogram sendLag,
        List<String> violations,
        long violationCount,
        double cpuShare,
        long gcMillis,
        int connectFailures,
        Verdict verdict) {

    private static final double MAX_CPU_SHARE = 0.95;
    /** In a shorter run the client is busy with starting up, and the share means nothing. */
    private static final double LEAST_SECONDS = 0.5;

    private static final double MAX_GC_SHARE = 0.05;
    private static final double MIN_RATE_SHARE = 0.99;
    private static final long MAX_SEND_LAG_NANOS = 5_000_000;

    /** Throws IllegalStateException if the requests do not add up: that would be a bug of ours. */
    public LoadResult {
        long accounted = accepted + ok + rejected + error + timedOut + inFlight + neverSent;
        if (scheduled != accounted) {
            throw new IllegalStateException(scheduled + " requests were scheduled and " + accounted + " accounted for");
        }
    }

    /** Whether the figures are the server's. */
    public enum Status {
        VALID,
        CLIENT_LIMITED,
        INCONCLUSIVE
    }

    /**
     * What the run thinks of itself.
     *
     * @param status the verdict
     * @param reasons what stands against VALID; empty if it is
     */
    public record Verdict(Status status, List<String> reasons) {}

    /** Successes per second: what was asked for and done. */
    public double goodput() {
        return (accepted + ok) / seconds;
    }

    /** Replies of all kinds per second. */
    public double throughput() {
        return answered() / seconds;
    }

    /** Replies of all kinds that came in time. */
    public long answered() {
        return accepted + ok + rejected + error;
    }

    static LoadResult of(
            LoadPlan plan,
            Recorder recorder,
            Duration time,
            double cpuShare,
            long gcMillis,
            int connectFailures,
            String connectFailure,
            boolean stopped) {
        double seconds = time.toNanos() / 1e9;
        Histogram sendLag = recorder.sendLag.histogram();
        List<String> server = new ArrayList<>();
        if (recorder.violationCount > 0) {
            server.add("the server owes replies or broke the protocol: " + recorder.violationCount + " times");
        }
        if (connectFailures > 0) {
            server.add(connectFailures + " of " + plan.connections() + " connections failed: " + connectFailure);
        }
        if (recorder.answered == 0) {
            server.add("no request was answered");
        }
        if (stopped) {
            server.add("the run was interrupted");
        }
        List<String> client = new ArrayList<>();
        if (cpuShare > MAX_CPU_SHARE && seconds > LEAST_SECONDS) {
            client.add("this client used %.0f %% of its core".formatted(100 * cpuShare));
        }
        if (gcMillis / 1e3 > MAX_GC_SHARE * seconds) {
            client.add("this client spent " + gcMillis + " ms collecting garbage");
        }
        if (plan.openLoop() && sendLag.getValueAtPercentile(99) > MAX_SEND_LAG_NANOS) {
            client.add("1 %% of the requests left more than %.1f ms late"
                    .formatted(sendLag.getValueAtPercentile(99) / 1e6));
        }
        if (plan.openLoop() && recorder.scheduled < leastExpected(plan, seconds)) {
            client.add("only " + recorder.scheduled + " requests were sent at the rate asked for");
        }
        Status status =
                !server.isEmpty() ? Status.INCONCLUSIVE : client.isEmpty() ? Status.VALID : Status.CLIENT_LIMITED;
        server.addAll(client);
        return new LoadResult(
                plan,
                seconds,
                LongStream.of(recorder.bySecond()).boxed().toList(),
                recorder.replies.counts(),
                recorder.scheduled,
                recorder.replies.count(ReplyKind.ACCEPTED),
                recorder.replies.count(ReplyKind.OK),
                recorder.replies.count(ReplyKind.REJECTED),
                recorder.replies.count(ReplyKind.ERROR) + recorder.replies.count(ReplyKind.GARBLED),
                recorder.timedOut,
                recorder.inFlight,
                recorder.neverSent,
                recorder.late,
                recorder.turnedAway,
                recorder.response.histogram(),
                recorder.service.histogram(),
                recorder.failures.histogram(),
                sendLag,
                recorder.violations,
                recorder.violationCount,
                cpuShare,
                gcMillis,
                connectFailures,
                new Verdict(status, server));
    }

    /** Random arrivals scatter by the square root of their number. */
    private static double leastExpected(LoadPlan plan, double seconds) {
        double due = plan.arrivals().rate() * Math.min(seconds, plan.duration().toNanos() / 1e9);
        double expected = Math.min(plan.requests(), due);
        return MIN_RATE_SHARE * expected - 4 * Math.sqrt(expected);
    }
}
