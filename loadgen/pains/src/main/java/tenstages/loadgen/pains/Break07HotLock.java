package tenstages.loadgen.pains;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.HdrHistogram.Histogram;

/** 7: more and more workers for one lock, while somebody reads balances. */
final class Break07HotLock {
    private static final int READ_AT = 16;
    private static final int MOST = 64;
    private static final List<Integer> OTHERS = List.of(1, 4, MOST);
    private static final String GAIN = "gain from 16 workers to 64";
    private static final String MEDIAN = "p50 of balance reads at 16 workers, ms";
    private static final String TAIL = "p99 of balance reads at 16 workers, ms";
    private static final String RATIO = "wait/hold at 64 workers";

    static final Scenario SCENARIO = new Scenario(
            7,
            Side.stage(7),
            Side.stage(8),
            "all workers behind one lock",
            "Each event holds the one lock for 10 ms, so no number of workers applies more than a hundred a second, and"
                    + " whoever reads a balance waits with them. Striped locks let users in different stripes"
                    + " pass each other.",
            "More workers apply more events, and a read waits for nobody.",
            "A single hot user still has one lock, and nobody counts what is turned away.",
            new Excerpt("Balances.java", "private Stripe stripeOf(String user) {"),
            Map.of("--work-ms", "100", "--hold-ms", "10", "--stripes", "64"),
            List.of(
                    new Claim(GAIN, "below 1.2 times", n -> n < 1.2, "above 3 times", (before, after) -> after > 3),
                    new Claim(
                            MEDIAN,
                            "above 20",
                            n -> n > 20,
                            "a tenth at most",
                            (before, after) -> after <= before / 10),
                    new Claim(
                            TAIL, "above 50", n -> n > 50, "a third at most", (before, after) -> after <= before / 3)),
            "events applied per second",
            10,
            true,
            Break07HotLock::run);

    private Break07HotLock() {}

    /**
     * The server whose reads are timed has the machine for itself; the others run side by side, because they sleep more
     * than they compute.
     */
    private static Outcome run(Bench bench) throws IOException {
        Map<Integer, WorkerSweep.Point> points = new TreeMap<>();
        points.put(READ_AT, WorkerSweep.measure(bench, READ_AT));
        ExecutorService threads = Executors.newCachedThreadPool();
        List<CompletableFuture<WorkerSweep.Point>> running = OTHERS.stream()
                .map(workers -> Loads.async(() -> WorkerSweep.measure(bench, workers), threads))
                .toList();
        threads.shutdown();
        // None may go on while the servers are ended.
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> done)
                .join();
        for (CompletableFuture<WorkerSweep.Point> each : running) {
            WorkerSweep.Point point = Loads.join(each);
            points.put(point.workers(), point);
        }
        return outcome(points);
    }

    private static Outcome outcome(Map<Integer, WorkerSweep.Point> points) {
        Outcome outcome = new Outcome();
        for (WorkerSweep.Point point : points.values()) {
            String workers = point.workers() + (point.workers() == 1 ? " worker" : " workers");
            outcome.bar(workers, "events/s with " + workers, point.perSecond(), "%.0f".formatted(point.perSecond()));
        }
        double gain = points.get(MOST).perSecond() / points.get(READ_AT).perSecond();
        double ratio = points.get(MOST).waitToHold();
        Histogram reads = points.get(READ_AT).reads();
        double median = reads.getValueAtPercentile(50) / 1e6;
        double tail = reads.getValueAtPercentile(99) / 1e6;
        return outcome.figure(GAIN, gain, "%.2f times".formatted(gain))
                .figure(RATIO, ratio, "%.1f".formatted(ratio))
                .figure(MEDIAN, median, "%.1f".formatted(median))
                .figure(TAIL, tail, "%.1f".formatted(tail));
    }
}
