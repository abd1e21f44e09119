package tenstages.loadgen.race;

/**
 * What became of one server under one load.
 *
 * @param server its name
 * @param connections how many were opened to it
 * @param served those that got a reply
 * @param perSecond replies per second that were no refusal
 * @param p50 the median time until a reply, in milliseconds; requests without one count with their age
 * @param p99 the same for 99 of 100
 * @param residentBytes memory of its process under the load, at its most; 0 if nobody knows
 * @param threads threads of the system under the load, at their most; 0 if nobody knows
 * @param switchesPerReply context switches of its threads for each reply; NaN if nobody knows
 * @param clientLimited whether the client was the slow one, so that the server could have done more
 * @param gaveUp why it did not do what was asked for; empty if it did
 */
public record Heat(
        String server,
        int connections,
        int served,
        double perSecond,
        double p50,
        double p99,
        long residentBytes,
        long threads,
        double switchesPerReply,
        boolean clientLimited,
        String gaveUp) {

    /** A server that did not even start. */
    static Heat notStarted(String server, int connections, String why) {
        return new Heat(server, connections, 0, 0, 0, 0, 0, 0, Double.NaN, false, why);
    }
}
