package tenstages.loadgen.race;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tenstages.loadgen.engine.LoadEngine;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.engine.Verdict;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.process.StartFailure;

/**
 * The same load against several servers, each in a process of its own, new for each number of connections.
 *
 * @param workMs simulated work of each event, in milliseconds
 * @param pipeline requests each connection keeps under way
 * @param duration of each heat, after a warm-up
 * @param timeout after which a request counts as timed out
 */
public record Race(int workMs, int pipeline, Duration duration, Duration timeout) {
    private static final int USERS = 1000;
    private static final int WARM_UP_CONNECTIONS = 20;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(1);

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
            Duration warmUp = duration.compareTo(LONGEST_WARM_UP) < 0 ? duration : LONGEST_WARM_UP;
            load(server, Math.min(connections, WARM_UP_CONNECTIONS), warmUp, () -> {});
            Watch watch = new Watch(server, duration);
            LoadResult result = load(server, connections, duration, watch::begin);
            return heat(contestant, server, result, watch.seen());
        } catch (IOException e) {
            if (server.isAlive()) {
                throw e;
            }
            return Heat.notStarted(contestant.name(), connections, ended(server));
        }
    }

    /** Tells when requests are under way. */
    private LoadResult load(Server server, int connections, Duration duration, Runnable underWay) throws IOException {
        LoadPlan plan = new LoadPlan(
                server.address(),
                RequestLines.events(USERS, 1),
                connections,
                pipeline,
                null,
                duration,
                Long.MAX_VALUE,
                timeout);
        return new LoadEngine(plan, progress -> underWay.run()).run();
    }

    private Heat heat(Contestant contestant, Server server, LoadResult result, Watch.Seen seen) {
        return new Heat(
                contestant.name(),
                result.plan().connections(),
                result.connections().served(),
                result.goodput(),
                result.response().getValueAtPercentile(50) / 1e6,
                result.response().getValueAtPercentile(99) / 1e6,
                seen.residentBytes(),
                seen.threads(),
                result.goodput() > 0 ? seen.switchesPerSecond() / result.goodput() : Double.NaN,
                result.verdict().status() == Verdict.Status.CLIENT_LIMITED,
                gaveUp(server, result));
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
            return "no request succeeded: " + String.join("; ", result.verdict().reasons());
        }
        return result.timedOut() > 0
                ? result.timedOut() + " requests had no reply in " + timeout.toMillis() + " ms"
                : "";
    }

    private static String ended(Server server) {
        List<String> lines = server.lastLines();
        return "the server ended: " + (lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1));
    }

    /** With the server's own last word, if it had one. */
    private static String inOneLine(IOException e) {
        String first = e.getMessage().lines().findFirst().orElse("");
        List<String> words = e instanceof StartFailure failure ? failure.lines() : List.of();
        return words.isEmpty() ? first : first + ": " + words.get(words.size() - 1);
    }
}
