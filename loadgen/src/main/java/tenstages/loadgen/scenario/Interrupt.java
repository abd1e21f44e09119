package tenstages.loadgen.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.engine.LoadResult;
import tenstages.loadgen.engine.RequestLines;
import tenstages.loadgen.process.ServerProcess;

/** 9: SIGINT, as Ctrl+C sends it, while events come in. */
final class Interrupt {
    private static final double RATE = 3000;
    private static final Duration BEFORE = Duration.ofMillis(1500);
    private static final Duration AFTER = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ACCEPTED = "accepted, as the client saw it";
    private static final String PROCESSED = "processed, as far as the server told";
    private static final String LOST = "accepted and never heard of again";
    private static final String EXIT = "exit code";

    static final Scenario SCENARIO = new Scenario(
            9,
            "Ctrl+C loses what was accepted",
            "The process ends at the signal, with every event that still waits in its queue."
                    + " A drain refuses new events first, lets the workers finish the queue, and ends only then.",
            Map.of("--work-ms", "20", "--hold-ms", "1", "--queue", "1000", "--workers", "16", "--stripes", "64"),
            List.of(
                    new Claim(LOST, "more than 100", n -> n > 100, "0", n -> n == 0),
                    new Claim(EXIT, "130, killed by the signal", n -> n == 130, "0", n -> n == 0)),
            "events",
            Interrupt::run);

    private Interrupt() {}

    private static Outcome run(Bench bench) throws IOException {
        ServerProcess server = bench.start();
        CompletableFuture<LoadResult> load = CompletableFuture.supplyAsync(() -> load(server));
        LockSupport.parkNanos(BEFORE.toNanos());
        Optional<Metrics> atSignal = Metrics.of(server);
        server.signal("INT");
        int exitCode = server.awaitExit(PATIENCE);
        if (exitCode < 0) {
            throw new IOException("SIGINT did not end the server in " + PATIENCE.toSeconds() + " s");
        }
        List<String> lines = server.stdoutLines();
        long processed = Metrics.parse(lines.get(lines.size() - 1))
                .or(() -> atSignal)
                .map(Metrics::processed)
                .orElse(0L);
        long accepted = load.join().accepted();
        long lost = Math.max(0, accepted - processed);
        return new Outcome()
                .figure(ACCEPTED, accepted, String.valueOf(accepted))
                .figure(PROCESSED, processed, String.valueOf(processed))
                .figure(LOST, lost, String.valueOf(lost))
                .figure(EXIT, exitCode, String.valueOf(exitCode))
                .point("accepted", accepted)
                .point("processed", processed)
                .point("lost", lost);
    }

    private static LoadResult load(ServerProcess server) {
        try {
            Duration duration = BEFORE.plus(AFTER);
            return Bench.run(Bench.rate(server.address(), RequestLines.events(1000, 1), 20, RATE, duration));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
