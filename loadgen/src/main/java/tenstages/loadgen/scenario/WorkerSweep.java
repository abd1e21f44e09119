package tenstages.loadgen.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.ServerProcess;

/** What a stage from 7 on does with a number of workers, by its own figures, while somebody reads balances. */
public final class WorkerSweep {
    private static final Duration DURATION = Duration.ofSeconds(4);
    private static final int USERS = 1000;
    private static final double READS = 100;
    private static final int WARM_UP = 2000;
    private static final RequestLines QUERY = RequestLines.of(Balance.query("reader"));
    private static final Pattern SECOND = Pattern.compile("events/s=(\\d+) wait avg=.* wait/hold=([\\d.]+)");

    private final int stage;
    private final Map<String, String> options;
    private final int events;

    /**
     * A server's figures with one number of workers.
     *
     * @param workers how many
     * @param perSecond events applied per second
     * @param waitToHold how much longer workers waited for the lock than they held it
     * @param readMillis the 99th percentile of reads of balances
     */
    public record Point(int workers, double perSecond, double waitToHold, double readMillis) {}

    /** The queue is filled at the start with what no number of workers applies meanwhile, so that no client computes. */
    public WorkerSweep(int stage, int workMs, int holdMs, int stripes) {
        this.stage = stage;
        events = 5000;
        options = Map.of(
                "--work-ms", String.valueOf(workMs),
                "--hold-ms", String.valueOf(holdMs),
                "--stripes", String.valueOf(stripes),
                "--queue", String.valueOf(events));
    }

    /** Takes about five seconds. Any thread may call it, and several at once: servers that sleep do not compute. */
    public Point measure(int workers) throws IOException {
        try (Bench bench = new Bench(stage, options)) {
            ServerProcess server = bench.start(List.of(), Map.of("--workers", String.valueOf(workers)));
            // Both programs have done it before they are timed.
            Bench.load(server, QUERY, 1, 1, WARM_UP, DURATION);
            Bench.load(server, RequestLines.buysOfOne(USERS), 1, events, events, DURATION);
            LoadResult reads = Bench.run(Bench.rate(server.address(), QUERY, 1, READS, DURATION));
            List<Matcher> seconds = server.stdoutLines().stream()
                    .map(SECOND::matcher)
                    .filter(Matcher::matches)
                    // In the first second the workers were still starting.
                    .skip(1)
                    .toList();
            return new Point(
                    workers,
                    average(seconds.stream().map(second -> second.group(1))),
                    average(seconds.stream().map(second -> second.group(2))),
                    reads.response().getValueAtPercentile(99) / 1e6);
        }
    }

    private static double average(Stream<String> numbers) {
        return numbers.mapToDouble(Double::parseDouble).average().orElse(0);
    }
}
