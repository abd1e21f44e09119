package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.Requests;

/** What a stage from 7 on does with a number of workers, by its own figures, while somebody reads balances. */
public final class WorkerSweep {
    private static final Duration DURATION = Duration.ofSeconds(3);
    private static final Duration LATE = Duration.ofSeconds(5);
    private static final int USERS = 1000;
    private static final double READS = 100;
    private static final int WARM_UP = 2000;

    /** Enough for as long as a server is measured and filled, and no more than a small heap can hold. */
    private static final double FED_SECONDS = 8;

    private static final int LEAST_EVENTS = 5000;
    private static final int MOST_EVENTS = 1_000_000;
    private static final RequestLines QUERY = RequestLines.of(Requests.balanceOf("reader"));
    private static final Pattern SECOND = Pattern.compile("events/s=(\\d+) wait avg=.* wait/hold=([\\d.]+)");

    /** What a server said of one second. */
    private record Second(double events, double waitToHold) {}

    /**
     * A server's figures with one number of workers.
     *
     * @param workers how many
     * @param perSecond events applied per second
     * @param waitToHold how much longer workers waited for the lock than they held it
     * @param reads response times of reads of balances meanwhile, in nanoseconds
     * @param ranDry whether its queue ran empty, so that it could have applied more
     */
    public record Point(int workers, double perSecond, double waitToHold, Histogram reads, boolean ranDry) {}

    private WorkerSweep() {}

    /** The same for a subject and its options, which must have {@code --work-ms} and {@code --hold-ms}. */
    public static Point measure(Subject subject, Map<String, String> options, int workers) throws IOException {
        try (Bench bench = new Bench(subject, options)) {
            return measure(bench, workers);
        }
    }

    /**
     * Takes about five seconds. Any thread may call it, and several at once: servers that sleep do not compute. Throws
     * IOException if the server does not start, or says nothing of its seconds.
     */
    static Point measure(Bench bench, int workers) throws IOException {
        int events = eventsFor(workers, bench.millis("--work-ms") + bench.millis("--hold-ms"));
        Server server =
                bench.start(List.of(), Map.of("--workers", String.valueOf(workers), "--queue", String.valueOf(events)));
        // Both programs have done it before they are timed.
        Loads.load(server, QUERY, 1, 1, WARM_UP, DURATION);
        LoadResult fed = Loads.load(server, RequestLines.buysOfOne(USERS), 1, events, events, DURATION);
        LoadResult reads = Loads.run(Loads.rate(server.address(), QUERY, 1, READS, DURATION));
        // On a busy machine they come late; the queue is filled for longer than that.
        List<Second> seconds = Await.answer(LATE, () -> seconds(server), printed -> printed.size() >= 2);
        if (seconds.size() < 2) {
            throw new IOException("the server with " + workers + " workers printed no events per second;"
                    + " its last lines were:\n  " + String.join("\n  ", server.lastLines()));
        }
        double applied = seconds.stream().mapToDouble(Second::events).sum();
        // In the first second the workers were still starting.
        List<Second> full = seconds.subList(1, seconds.size());
        double perSecond = average(full, Second::events);
        return new Point(
                workers,
                perSecond,
                average(full, Second::waitToHold),
                reads.response(),
                fed.accepted() - applied < perSecond);
    }

    /**
     * The queue is filled at the start with more than the workers can apply meanwhile, even if no lock is in their way:
     * a client that went on feeding would compute beside the server.
     */
    private static int eventsFor(int workers, long millisEach) {
        double perSecond = workers * 1e3 / Math.max(millisEach, 1e-3);
        return (int) Math.max(LEAST_EVENTS, Math.min(MOST_EVENTS, perSecond * FED_SECONDS));
    }

    private static List<Second> seconds(Server server) {
        return server.stdoutLines().stream()
                .map(SECOND::matcher)
                .filter(Matcher::matches)
                .map(second -> new Second(Double.parseDouble(second.group(1)), Double.parseDouble(second.group(2))))
                .toList();
    }

    private static double average(List<Second> seconds, ToDoubleFunction<Second> figure) {
        return seconds.stream().mapToDouble(figure).average().orElseThrow();
    }
}
