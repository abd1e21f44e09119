package tenstages.loadgen.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.ServerProcess;

/** 7: more and more workers for one lock, while somebody reads balances. */
final class HotLock {
    private static final List<Integer> WORKERS = List.of(1, 4, 16, 64);
    private static final Duration DURATION = Duration.ofSeconds(4);
    private static final int USERS = 1000;

    /** More than 64 workers can apply meanwhile. They fill the queue at once, so that no client needs a processor. */
    private static final int EVENTS = 5000;

    private static final double READS = 100;
    private static final int WARM_UP = 2000;
    private static final RequestLines QUERY = RequestLines.of(Balance.query("reader"));
    private static final Pattern SECOND = Pattern.compile("events/s=(\\d+) wait avg=.* wait/hold=([\\d.]+)");
    private static final String GAIN = "gain from 16 workers to 64";
    private static final String READ = "p99 of balance reads at 16 workers, ms";
    private static final String RATIO = "wait/hold at 64 workers";

    static final Scenario SCENARIO = new Scenario(
            7,
            "all workers behind one lock",
            "Each event holds the one lock for 10 ms, so no number of workers applies more than a hundred a second, and"
                    + " whoever reads a balance waits with them. Striped locks let users in different stripes pass each other.",
            Map.of("--work-ms", "100", "--hold-ms", "10", "--queue", String.valueOf(EVENTS), "--stripes", "64"),
            List.of(
                    new Claim(GAIN, "below 1.2 times", n -> n < 1.2, "above 3 times", n -> n > 3),
                    new Claim(READ, "above 50", n -> n > 50, "below 20", n -> n < 20)),
            "events applied per second, by number of workers",
            HotLock::run);

    private HotLock() {}

    /** A server's own figures, and how long reads of balances took it. */
    private record Measured(double perSecond, double waitToHold, double readMillis) {}

    /** The servers run side by side: they sleep more than they compute. */
    private static Outcome run(Bench bench) throws IOException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Measured>> running = WORKERS.stream()
                    .map(workers -> CompletableFuture.supplyAsync(() -> measure(bench, workers), threads))
                    .toList();
            List<Measured> measured =
                    running.stream().map(CompletableFuture::join).toList();
            Outcome outcome = new Outcome();
            for (int i = 0; i < WORKERS.size(); i++) {
                double perSecond = measured.get(i).perSecond;
                int workers = WORKERS.get(i);
                outcome.figure("events/s with " + workers + " workers", perSecond, "%.0f".formatted(perSecond));
                outcome.point(String.valueOf(workers), perSecond);
            }
            Measured most = measured.get(3);
            double reads = measured.get(2).readMillis;
            double gain = most.perSecond / measured.get(2).perSecond;
            return outcome.figure(GAIN, gain, "%.2f times".formatted(gain))
                    .figure(RATIO, most.waitToHold, "%.1f".formatted(most.waitToHold))
                    .figure(READ, reads, "%.1f".formatted(reads));
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException io ? io.getCause() : new IOException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private static Measured measure(Bench bench, int workers) {
        try {
            ServerProcess server = bench.start(List.of(), Map.of("--workers", String.valueOf(workers)));
            // Both programs have done it before they are timed.
            Bench.load(server, QUERY, 1, 1, WARM_UP, DURATION);
            Bench.load(server, RequestLines.buysOfOne(USERS), 1, EVENTS, EVENTS, DURATION);
            LoadResult reads = read(server);
            List<Matcher> seconds = server.stdoutLines().stream()
                    .map(SECOND::matcher)
                    .filter(Matcher::matches)
                    // In the first second the workers were still starting.
                    .skip(1)
                    .toList();
            return new Measured(
                    average(seconds.stream().map(second -> second.group(1))),
                    average(seconds.stream().map(second -> second.group(2))),
                    reads.response().getValueAtPercentile(99) / 1e6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LoadResult read(ServerProcess server) throws IOException {
        return Bench.run(Bench.rate(server.address(), QUERY, 1, READS, DURATION));
    }

    private static double average(Stream<String> numbers) {
        return numbers.mapToDouble(Double::parseDouble).average().orElse(0);
    }
}
