package tenstages.loadgen.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** 7: more and more workers for one lock, while somebody reads balances. */
final class HotLock {
    private static final int WORK_MS = 100;
    private static final int HOLD_MS = 10;
    private static final int STRIPES = 64;
    private static final int READ_AT = 16;
    private static final int MOST = 64;
    private static final List<Integer> OTHERS = List.of(1, 4, MOST);
    private static final String GAIN = "gain from 16 workers to 64";
    private static final String READ = "p99 of balance reads at 16 workers, ms";
    private static final String RATIO = "wait/hold at 64 workers";

    static final Scenario SCENARIO = new Scenario(
            7,
            "all workers behind one lock",
            "Each event holds the one lock for 10 ms, so no number of workers applies more than a hundred a second, and"
                    + " whoever reads a balance waits with them. Striped locks let users in different stripes pass each other.",
            Map.of("--work-ms", "100", "--hold-ms", "10", "--queue", "5000", "--stripes", "64"),
            List.of(
                    new Claim(GAIN, "below 1.2 times", n -> n < 1.2, "above 3 times", n -> n > 3),
                    new Claim(READ, "above 50", n -> n > 50, "below 20", n -> n < 20)),
            "events applied per second, by number of workers",
            HotLock::run);

    private HotLock() {}

    /**
     * The server whose reads are timed has the machine for itself; the others run side by side, because they sleep more
     * than they compute.
     */
    private static Outcome run(Bench bench) throws IOException {
        WorkerSweep sweep = new WorkerSweep(bench.stage(), WORK_MS, HOLD_MS, STRIPES);
        Map<Integer, WorkerSweep.Point> points = new TreeMap<>();
        points.put(READ_AT, sweep.measure(READ_AT));
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<WorkerSweep.Point>> running = OTHERS.stream()
                    .map(workers -> CompletableFuture.supplyAsync(() -> measure(sweep, workers), threads))
                    .toList();
            running.stream().map(CompletableFuture::join).forEach(point -> points.put(point.workers(), point));
            return outcome(points);
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException io ? io.getCause() : new IOException(e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private static WorkerSweep.Point measure(WorkerSweep sweep, int workers) {
        try {
            return sweep.measure(workers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome outcome(Map<Integer, WorkerSweep.Point> points) {
        Outcome outcome = new Outcome();
        for (WorkerSweep.Point point : points.values()) {
            String name = "events/s with " + point.workers() + (point.workers() == 1 ? " worker" : " workers");
            outcome.figure(name, point.perSecond(), "%.0f".formatted(point.perSecond()));
            outcome.point(String.valueOf(point.workers()), point.perSecond());
        }
        double gain = points.get(MOST).perSecond() / points.get(READ_AT).perSecond();
        double ratio = points.get(MOST).waitToHold();
        double read = points.get(READ_AT).readMillis();
        return outcome.figure(GAIN, gain, "%.2f times".formatted(gain))
                .figure(RATIO, ratio, "%.1f".formatted(ratio))
                .figure(READ, read, "%.1f".formatted(read));
    }
}
