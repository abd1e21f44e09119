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
 * @param arrivals open loop: when requests are due, so that the plan can be run once; null for the closed loop, which
 *     sends when it has been answered
 * @param duration how long requests are sent
 * @param requests how many requests are sent at most
 * @param timeout after which a request counts as timed out; also how long the last ones are waited for
 * @param threads on which connections, requests and rate are shared out; from 1 to the number of connections
 */
public record LoadPlan(
        InetSocketAddress target,
        RequestLines lines,
        int connections,
        int pipeline,
        Arrivals arrivals,
        Duration duration,
        long requests,
        Duration timeout,
        int threads) {

    /** A plan for one thread. */
    public LoadPlan(
            InetSocketAddress target,
            RequestLines lines,
            int connections,
            int pipeline,
            Arrivals arrivals,
            Duration duration,
            long requests,
            Duration timeout) {
        this(target, lines, connections, pipeline, arrivals, duration, requests, timeout, 1);
    }

    /** What the thread of this number, from 0 on, does of it. */
    LoadPlan part(int thread) {
        return new LoadPlan(
                target,
                lines,
                (int) share(connections, thread),
                pipeline,
                openLoop() ? arrivals.part(thread, threads) : null,
                duration,
                requests == Long.MAX_VALUE ? requests : share(requests, thread),
                timeout);
    }

    /** The line with which that thread begins: together they send each of the lines as often as one thread would. */
    int firstLine(int thread) {
        return (int) ((long) lines.count() * thread / threads);
    }

    private long share(long whole, int thread) {
        return whole * (thread + 1) / threads - whole * thread / threads;
    }

    /** Whether requests are sent by the clock, whatever the server does. */
    public boolean openLoop() {
        return arrivals != null;
    }
}
