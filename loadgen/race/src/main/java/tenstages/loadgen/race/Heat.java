package tenstages.loadgen.race;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What became of one server under one load.
 *
 * @param server its name
 * @param connections how many were opened to it
 * @param served those that got a reply
 * @param perSecond replies per second that were no refusal
 * @param p50 the median time until a reply, in milliseconds; requests without one count with their age
 * @param p99 the same for 99 of 100
 * @param p999 the same for 999 of 1000
 * @param residentBytes memory of its process under the load, at its most; 0 if nobody knows
 * @param threads threads of the system under the load, at their most; 0 if nobody knows
 * @param switchesPerReply context switches of its threads for each reply; NaN if nobody knows
 * @param clientLimited whether the client was the slow one, so that the server could have done better; of several
 *     heats: in most of them
 * @param gaveUp why it did not do what was asked for; empty if it did
 * @param rounds the heats of which it is the median; empty if it is a single one
 */
public record Heat(
        String server,
        int connections,
        int served,
        double perSecond,
        double p50,
        double p99,
        double p999,
        long residentBytes,
        long threads,
        double switchesPerReply,
        boolean clientLimited,
        String gaveUp,
        List<Heat> rounds) {

    /** A server that did not even start. */
    static Heat notStarted(String server, int connections, String why) {
        return new Heat(server, connections, 0, 0, 0, 0, 0, 0, 0, Double.NaN, false, why, List.of());
    }

    /** Of one server under one load: the median of each figure, over the heats in which it served anybody. */
    static Heat median(List<Heat> rounds) {
        Heat first = rounds.get(0);
        if (rounds.size() == 1) {
            return first;
        }
        return new Heat(
                first.server,
                first.connections,
                (int) median(rounds, Heat::served, 0),
                median(rounds, Heat::perSecond, 0),
                median(rounds, Heat::p50, 0),
                median(rounds, Heat::p99, 0),
                median(rounds, Heat::p999, 0),
                (long) median(rounds, Heat::residentBytes, 0),
                (long) median(rounds, Heat::threads, 0),
                median(rounds, Heat::switchesPerReply, Double.NaN),
                2 * rounds.stream().filter(Heat::clientLimited).count() > rounds.size(),
                whyOf(rounds),
                List.copyOf(rounds));
    }

    /** The middle one of those that are known, or the mean of the two in the middle. */
    private static double median(List<Heat> rounds, ToDoubleFunction<Heat> figure, double nobodyKnows) {
        double[] sorted = rounds.stream()
                .filter(heat -> heat.served > 0)
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return nobodyKnows;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static String whyOf(List<Heat> rounds) {
        List<String> reasons = rounds.stream()
                .map(Heat::gaveUp)
                .filter(reason -> !reason.isEmpty())
                .toList();
        String some = reasons.size() < rounds.size() ? "in %d of %d rounds: " : "";
        return reasons.isEmpty() ? "" : some.formatted(reasons.size(), rounds.size()) + reasons.get(0);
    }
}
