package tenstages.loadgen.race;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tenstages.loadgen.engine.Arrivals;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.Verdict;
import tenstages.loadgen.engine.WarmUp;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.StartFailure;
import tenstages.loadgen.protocol.Printable;

/**
 * The same load against several servers, each in a process of its own, new for each heat.
 *
 * @param workMs simulated work of each event, in milliseconds
 * @param pipeline closed loop: requests each connection keeps under way
 * @param rate open loop: requests per second, over all connections; 0 for the closed loop
 * @param threads of the client; never more than connections
 * @param rounds how often each server has its turn
 * @param warmUp how long the server is loaded before each heat
 * @param duration of each heat
 * @param timeout after which a request counts as timed out
 */
public record Race(
        int workMs,
        int pipeline,
        double rate,
        int threads,
        int rounds,
        Duration warmUp,
        Duration duration,
        Duration timeout) {
    private static final int WARM_UP_CONNECTIONS = 20;
    private static final int SHOWN_CHARS = 300;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(1);

    /** One round of a closed loop by one thread, after the usual warm-up. */
    public Race(int workMs, int pipeline, Duration duration, Duration timeout) {
        this(workMs, pipeline, 0, 1, 1, usualWarmUp(duration), duration, timeout);
    }

    /** As long as a heat, but no longer than a second. */
    public static Duration usualWarmUp(Duration duration) {
        return duration.compareTo(LONGEST_WARM_UP) < 0 ? duration : LONGEST_WARM_UP;
    }

    /** Whether requests are sent by the clock, whatever the server does. */
    public boolean openLoop() {
        return rate > 0;
    }

    /** One server under one load. A server that gives up is no exception: the heat says so. */
    public Heat run(Contestant contestant, int connections) {
        try (Server server = contestant.launcher().start(workMs)) {
            return run(contestant, server, connections);
        } catch (IOException e) {
            return Heat.notStarted(contestant.name(), connections, inOneLine(e));
        }
    }

    private Heat run(Contestant contestant, Server server, int connections) throws IOException {
        try {
            if (!warmUp.isZero()) {
                WarmUp.run(plan(contestant, server.address(), connections, duration), WarmUp.MOST, () -> false);
                load(contestant, server, Math.min(connections, WARM_UP_CONNECTIONS), warmUp, () -> {});
            }
            Watch watch = new Watch(server, duration);
            LoadResult result = load(contestant, server, connections, duration, watch::begin);
            return heat(contestant, server, result, watch.seen());
        } catch (IOException e) {
            if (server.isAlive()) {
                throw e;
            }
            return Heat.notStarted(contestant.name(), connections, ended(server));
        }
    }

    /** Tells when requests are under way. */
    private LoadResult load(Contestant contestant, Server server, int connections, Duration duration, Runnable underWay)
            throws IOException {
        LoadPlan plan = plan(contestant, server.address(), connections, duration);
        return new LoadEngine(plan, progress -> underWay.run()).run();
    }

    LoadPlan plan(Contestant contestant, InetSocketAddress target, int connections, Duration duration) {
        return new LoadPlan(
                target,
                contestant.requests(),
                connections,
                pipeline,
                openLoop() ? Arrivals.uniform(rate) : null,
                duration,
                Long.MAX_VALUE,
                timeout,
                Math.min(threads, connections));
    }

    private Heat heat(Contestant contestant, Server server, LoadResult result, Watch.Seen seen) {
        return new Heat(
                contestant.name(),
                result.plan().connections(),
                result.connections().served(),
                result.goodput(),
                result.response().getValueAtPercentile(50) / 1e6,
                result.response().getValueAtPercentile(99) / 1e6,
                result.response().getValueAtPercentile(99.9) / 1e6,
                seen.residentBytes(),
                seen.threads(),
                result.goodput() > 0 ? seen.switchesPerSecond() / result.goodput() : Double.NaN,
                result.verdict().status() == Verdict.Status.CLIENT_LIMITED,
                gaveUp(server, result),
                List.of());
    }

    private String gaveUp(Server server, LoadResult result) {
        if (!server.isAlive()) {
            return ended(server);
        }
        LoadResult.Connections connections = result.connections();
        if (connections.failed() > 0) {
            return connections.failed() + " clients could not connect: " + connections.failure();
        }
        if (connections.served() < result.plan().connections()) {
            return "only " + connections.served() + " of " + result.plan().connections() + " clients were served";
        }
        if (result.succeeded() == 0) {
            return "no request succeeded: "
                    + result.replies().entrySet().stream()
                            .max(Map.Entry.comparingByValue())
                            .map(Map.Entry::getKey)
                            .orElse("every reply was late");
        }
        if (result.timedOut() > 0) {
            return result.timedOut() + " requests had no reply in " + timeout.toMillis() + " ms";
        }
        // To refuse is less than to do. Where there is work, though, it is right to refuse what is too much.
        return workMs == 0 && result.succeeded() < result.answered()
                ? result.answered() - result.succeeded() + " of " + result.answered() + " requests were refused"
                : "";
    }

    private static String ended(Server server) {
        List<String> lines = server.lastLines();
        return "the server ended: " + (lines.isEmpty() ? "it printed nothing" : inShort(lines.get(lines.size() - 1)));
    }

    /** With the server's own last word, if it had one. */
    private static String inOneLine(IOException e) {
        String first = e.getMessage().lines().findFirst().orElse("");
        List<String> words = e instanceof StartFailure failure ? failure.lines() : List.of();
        return words.isEmpty() ? first : first + ": " + inShort(words.get(words.size() - 1));
    }

    private static String inShort(String line) {
        return Printable.cut(Printable.line(line), SHOWN_CHARS);
    }
}
