package tenstages.loadgen.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run thinks of itself.
 *
 * @param status whether the figures are the server's
 * @param reasons what stands against VALID; empty if it is
 */
public record Verdict(Status status, List<String> reasons) {
    private static final double MAX_CPU_SHARE = 0.95;
    /** In a shorter run the client is busy with starting up, and these shares mean nothing. */
    private static final double LEAST_SECONDS = 0.5;

    private static final double MAX_GC_SHARE = 0.05;
    private static final double MIN_RATE_SHARE = 0.99;

    /** A busy server on the same machine lets its client wait for half of the time, and half of a tail. */
    private static final double MAX_WAIT_SHARE = 0.55;

    private static final double MAX_READ_LAG_SHARE = 0.67;
    private static final long MOST_STOOD_STILL_NANOS = 500_000_000;

    /**
     * Of the tail of an open loop a third may be the client's own, and of a long one a tenth. Less than a fifth of a
     * millisecond is what waking two threads costs.
     */
    private static final double MAX_LAG_SHARE = 1 / 3.0;

    private static final double MAX_LAG_SHARE_OF_LONG_TIMES = 0.1;
    private static final long LEAST_LAG_NANOS = 200_000;
    private static final long SOME_LAG_NANOS = 2_000_000;
    private static final long MOST_LAG_NANOS = 5_000_000;

    /** Whether the figures are the server's. */
    public enum Status {
        /** They are. */
        VALID,
        /** The client may have been the slow one. */
        CLIENT_LIMITED,
        /**
         * The server broke the protocol, hung up or let requests time out; nothing succeeded, or nobody knows; or the
         * run was cut short.
         */
        INCONCLUSIVE
    }

    static Verdict of(
            LoadPlan plan,
            Recorder recorder,
            double seconds,
            LoadResult.Connections connections,
            LoadResult.Client client,
            boolean endedEarly,
            boolean stopped) {
        List<String> reasons = new ArrayList<>(serversPart(plan, recorder, connections));
        if (endedEarly) {
            reasons.add("after %.1f s no further reply could come in time".formatted(seconds));
        }
        if (stopped) {
            reasons.add("the run was interrupted");
        }
        boolean inconclusive = !reasons.isEmpty();
        reasons.addAll(clientsPart(plan, recorder, seconds, client));
        if (reasons.isEmpty()) {
            return new Verdict(Status.VALID, reasons);
        }
        return new Verdict(inconclusive ? Status.INCONCLUSIVE : Status.CLIENT_LIMITED, reasons);
    }

    private static List<String> serversPart(LoadPlan plan, Recorder recorder, LoadResult.Connections connections) {
        List<String> reasons = new ArrayList<>();
        String of = " of " + plan.connections() + " connections";
        if (recorder.violationCount > 0) {
            reasons.add("the server owes replies or broke the protocol: " + recorder.violationCount + " times");
        }
        if (recorder.timedOut > 0) {
            reasons.add(recorder.timedOut + " requests timed out");
        }
        if (connections.failed() > 0) {
            reasons.add(connections.failed() + of + " failed: " + connections.failure());
        }
        if (connections.turnedAway() > 0) {
            reasons.add("the server turned away " + connections.turnedAway() + of);
        }
        if (connections.lost() > 0) {
            reasons.add("the server hung up on " + connections.lost() + of);
        }
        if (recorder.answered == 0) {
            reasons.add("no request was answered");
        } else if (recorder.replies.count(ReplyKind.ACCEPTED) + recorder.replies.count(ReplyKind.OK) == 0) {
            reasons.add("no request succeeded");
        }
        long unknown = recorder.replies.count(ReplyKind.UNKNOWN);
        if (unknown > 0) {
            reasons.add(unknown + " replies do not say whether they are a success (--ok sets what is one)");
        }
        return reasons;
    }

    private static List<String> clientsPart(
            LoadPlan plan, Recorder recorder, double seconds, LoadResult.Client client) {
        List<String> reasons = new ArrayList<>();
        boolean longEnough = client.seconds() > LEAST_SECONDS;
        if (longEnough) {
            reasons.addAll(cost(plan, client));
        }
        if (recorder.stoodStill > MOST_STOOD_STILL_NANOS) {
            reasons.add("this client stood still for %.1f s at once".formatted(recorder.stoodStill / 1e9));
        }
        if (plan.openLoop()) {
            reasons.addAll(lateness(recorder));
            if (recorder.scheduled < leastExpected(plan, seconds)) {
                reasons.add("only " + recorder.scheduled + " requests were sent at the rate asked for");
            }
        } else if (longEnough && readsLate(recorder)) {
            reasons.add("this client read 1 %% of the replies more than %.1f ms late"
                    .formatted(p99(recorder.readLag) / 1e6));
        }
        return reasons;
    }

    private static List<String> cost(LoadPlan plan, LoadResult.Client client) {
        List<String> reasons = new ArrayList<>();
        if (client.cpuShare() > MAX_CPU_SHARE) {
            String who = plan.threads() == 1 ? "this client" : "a thread of this client";
            reasons.add("%s used %.0f %% of its core".formatted(who, 100 * client.cpuShare()));
        }
        if (client.gcMillis() / 1e3 > MAX_GC_SHARE * client.seconds()) {
            reasons.add("this client spent " + client.gcMillis() + " ms collecting garbage");
        }
        if (client.waitShare() > MAX_WAIT_SHARE) {
            reasons.add(
                    "this client waited for a processor for %.0f %% of the time".formatted(100 * client.waitShare()));
        }
        return reasons;
    }

    private static boolean readsLate(Recorder recorder) {
        return p99(recorder.readLag) > Math.max(SOME_LAG_NANOS, MAX_READ_LAG_SHARE * p99(recorder.response));
    }

    /**
     * What was late when it left, and what was late when it was read, are parts of the same tail; and of the one
     * request in a hundred that makes a p99, half may be late by the client and half by the server. (Of the read lag
     * there are too few samples for more than a p99.)
     */
    private static List<String> lateness(Recorder recorder) {
        long send = recorder.sendLag.histogram().getValueAtPercentile(99.5);
        long read = p99(recorder.readLag);
        if (send + read <= allowedLag(p99(recorder.response))) {
            return List.of();
        }
        String words = "of 1 %% of the times more than %.2f ms can be this client's own"
                + " (%.2f until it sent, %.2f until it read)";
        return List.of(words.formatted((send + read) / 1e6, send / 1e6, read / 1e6));
    }

    private static double allowedLag(long responseNanos) {
        double some = Math.min(SOME_LAG_NANOS, MAX_LAG_SHARE * responseNanos);
        double most = Math.min(MOST_LAG_NANOS, MAX_LAG_SHARE_OF_LONG_TIMES * responseNanos);
        return Math.max(LEAST_LAG_NANOS, Math.max(some, most));
    }

    /** Random arrivals scatter by the square root of their number, even ones by one for each thread. */
    private static double leastExpected(LoadPlan plan, double seconds) {
        double due = plan.arrivals().rate() * Math.min(seconds, plan.duration().toNanos() / 1e9);
        double expected = Math.min(plan.requests(), due);
        return MIN_RATE_SHARE * expected - (plan.arrivals().random() ? 4 * Math.sqrt(expected) : plan.threads());
    }

    private static long p99(Recorder.RunOfEqualValues times) {
        return times.histogram().getValueAtPercentile(99);
    }
}
