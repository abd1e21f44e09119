package tenstages.loadgen.engine;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What to load a server with.
 *
 * @param target the server
 * @param lines the requests, taken in turn
 * @param connections how many connections; 1 or more
 * @param pipeline closed loop: requests each connection keeps under way; 1 or more
 * @param arrivals open loop: when requests are due, so that the plan can be run once; null for the closed loop, which sends when it has been answered
 * @param duration how long requests are sent
 * @param requests how many requests are sent at most
 * @param timeout after which a request counts as timed out; also how long the last ones are waited for
 */
public record LoadPlan(
        InetSocketAddress target,
        RequestLines lines,
        int connections,
        int pipeline,
        Arrivals arrivals,
        Duration duration,
        long requests,
        Duration timeout) {

    /** Whether requests are sent by the clock, whatever the server does. */
    public boolean openLoop() {
        return arrivals != null;
    }
}
