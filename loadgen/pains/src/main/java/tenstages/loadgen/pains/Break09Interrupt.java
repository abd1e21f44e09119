package tenstages.loadgen.pains;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.engine.LoadPlan;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.Server;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.MetricsReply;

/** 9: SIGINT, as Ctrl+C sends it, while events come in. */
final class Break09Interrupt {
    private static final double RATE = 3000;
    private static final Duration BEFORE = Duration.ofMillis(1500);

    /** More than is needed: a load ends when its server does. */
    private static final Duration AFTER = Duration.ofSeconds(5);

    private static final String ACCEPTED = "accepted, as the client saw it";
    private static final String PROCESSED = "processed, as far as the server told";
    private static final String LOST = "accepted and never heard of again";
    private static final String EXIT = "exit code";

    static final Scenario SCENARIO = new Scenario(
            9,
            Side.stage(9),
            Side.stage(10),
            "Ctrl+C loses what was accepted",
            "The process ends at the signal, with every event that still waits in its queue."
                    + " A drain refuses new events first, lets the workers finish the queue, and ends only then.",
            "What is accepted is applied before the end, and the exit code says so.",
            "kill -9 still forgets everything.",
            new Excerpt("Drain.java", "private boolean drain(long deadline) throws InterruptedException {"),
            Map.of("--work-ms", "20", "--hold-ms", "1", "--queue", "1000", "--workers", "16", "--stripes", "64"),
            List.of(
                    new Claim(LOST, "more than 100", n -> n > 100, "0", (before, after) -> after == 0),
                    new Claim(EXIT, "130: ended by SIGINT", n -> n == 130, "0", (before, after) -> after == 0)),
            "events",
            4,
            false,
            Break09Interrupt::run);

    private Break09Interrupt() {}

    private static Outcome run(Bench bench) throws IOException {
        Server server = bench.start();
        CompletableFuture<LoadResult> load = Loads.begin(load(server));
        LockSupport.parkNanos(BEFORE.toNanos());
        // The signal is to find the queue full, and on a busy machine that may take longer.
        Optional<MetricsReply> atSignal =
                Await.answer(Await.PATIENCE, () -> Questions.metrics(server), Break09Interrupt::saysThatTheQueueIsFull);
        server.signal("INT");
        int exitCode = server.awaitExit(Await.PATIENCE);
        if (exitCode < 0) {
            throw new IOException("SIGINT did not end the server in " + Await.PATIENCE.toSeconds() + " s");
        }
        List<String> lines = server.stdoutLines();
        long processed = MetricsReply.parse(lines.isEmpty() ? "" : lines.get(lines.size() - 1))
                .or(() -> atSignal)
                .map(MetricsReply::processed)
                .orElse(0L);
        long accepted = Loads.join(load).accepted();
        long lost = accepted - processed;
        return new Outcome()
                .bar("accepted", ACCEPTED, accepted, String.valueOf(accepted))
                .bar("processed", PROCESSED, processed, String.valueOf(processed))
                .bar("lost", LOST, lost, lost + " of " + accepted)
                .figure(EXIT, exitCode, String.valueOf(exitCode));
    }

    private static boolean saysThatTheQueueIsFull(Optional<MetricsReply> metrics) {
        return metrics.isPresent() && metrics.get().dropped() > 0;
    }

    private static LoadPlan load(Server server) {
        return Loads.rate(server.address(), RequestLines.events(1000, 1), 20, RATE, BEFORE.plus(AFTER));
    }
}
