package tenstages.loadgen.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.model.ModelServer;
import tenstages.loadgen.model.ScriptedServer;
import tenstages.loadgen.process.EchoProgram;
import tenstages.loadgen.process.RunningServer;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RaceTest {
    private final Race race = new Race(0, 1, Duration.ofMillis(400), Duration.ofSeconds(10));

    @Test
    void whoServesEverybodyHasFiguresAndNoExcuse() {
        Heat heat = race.run(model(4, "--work-ms", "0"), 7);
        assertThat(heat.server()).isEqualTo("model");
        assertThat(heat.connections()).isEqualTo(7);
        assertThat(heat.served()).isEqualTo(7);
        assertThat(heat.perSecond()).isPositive();
        assertThat(heat.p50()).isPositive().isLessThanOrEqualTo(heat.p99());
        assertThat(heat.gaveUp()).isEmpty();
    }

    /** When the one that is served leaves at the end of the load, the next one may be. */
    @Test
    void whoServesSomeGivesUp() {
        Heat heat = new Race(0, 1, Duration.ofMillis(400), Duration.ofMillis(800)).run(model(1), 5);
        assertThat(heat.served()).isBetween(1, 3);
        assertThat(heat.gaveUp()).isEqualTo("only " + heat.served() + " of 5 clients were served");
    }

    @Test
    void whoseProcessEndsUnderTheLoadIsQuoted() {
        assertThat(new Race(0, 1, Duration.ofSeconds(5), Duration.ofSeconds(1))
                        .run(dying(1500), 1)
                        .gaveUp())
                .startsWith("the server ended: ");
    }

    @Test
    void andInTheWarmUpToo() {
        assertThat(race.run(dying(0), 1).gaveUp()).startsWith("the server ended: ");
    }

    @Test
    void whoRefusesNearlyEverythingHasNoFiguresToBeProudOf() {
        Contestant refuses = new Contestant(
                "refuses",
                workMs -> ModelServer.start(10, List.of("--queue", "1", "--workers", "1", "--work-ms", "60000")));
        Heat heat = new Race(0, 1, Duration.ofMillis(300), Duration.ofSeconds(10)).run(refuses, 30);
        assertThat(heat.perSecond()).isZero();
        assertThat(heat.gaveUp()).startsWith("no request succeeded: ");
    }

    /** The clients of the warm-up are answered, and each of those behind them once. */
    @Test
    void whoDoesNotAnswerInTimeIsToldSo() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            boolean warmUp = client.number < 2;
            client.answer(warmUp ? Integer.MAX_VALUE : 1, ScriptedServer.ACCEPTED);
            if (!warmUp) {
                client.stay();
            }
        })) {
            Contestant stalls = new Contestant("stalls", workMs -> new RunningServer(server.address()));
            assertThat(new Race(0, 1, Duration.ofMillis(400), Duration.ofSeconds(1))
                            .run(stalls, 2)
                            .gaveUp())
                    .isEqualTo("2 requests had no reply in 1000 ms");
        }
    }

    /** A server that ends this long after it has started. */
    private static Contestant dying(int millis) {
        return new Contestant("dies", workMs -> {
            ModelServer server = ModelServer.start(1, List.of());
            new Thread(() -> {
                        server.awaitExit(Duration.ofMillis(millis));
                        server.signal("KILL");
                    })
                    .start();
            return server;
        });
    }

    @Test
    void whoDoesNotStartIsNoFailureOfTheRace() throws IOException {
        Contestant missing = new Contestant("missing", workMs -> {
            throw new IOException("no such program\nand more");
        });
        assertThat(race.run(missing, 3)).isEqualTo(Heat.notStarted("missing", 3, "no such program"));
    }

    @Test
    void theWorkIsHandedOn() throws IOException {
        int[] seen = {0};
        Contestant curious = new Contestant("curious", workMs -> {
            seen[0] = workMs;
            return ModelServer.start(4, List.of("--work-ms", "0"));
        });
        new Race(9, 1, Duration.ofMillis(100), Duration.ofSeconds(20)).run(curious, 1);
        assertThat(seen[0]).isEqualTo(9);
    }

    /** Of a process of its own the system knows more. */
    @Test
    void whatTheSystemKnowsIsOfTheServersProcess() {
        Contestant echo = new Contestant("echo", workMs -> EchoProgram.start());
        Heat heat = race.run(echo, 2);
        // On a busy machine the switches may be counted too late.
        for (int i = 1; i < 5 && Double.isNaN(heat.switchesPerReply()); i++) {
            heat = race.run(echo, 2);
        }
        assertThat(heat.served()).isEqualTo(2);
        assertThat(heat.residentBytes()).isBetween(10L << 20, 1L << 30);
        assertThat(heat.threads()).isBetween(5L, 100L);
        assertThat(heat.switchesPerReply()).isPositive().isLessThan(100);
    }

    private static Contestant model(int stage, String... options) {
        return new Contestant("model", workMs -> ModelServer.start(stage, List.of(options)));
    }
}
