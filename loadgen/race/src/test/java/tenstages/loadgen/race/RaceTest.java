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
        assertThat(heat.gaveUp()).isEqualTo("no request succeeded: rejected server_busy");
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

    /** At its own pace the server would do many times that. */
    @Test
    void atARateNoMoreIsSentThanIsDue() {
        Race open = new Race(0, 1, 100, 1, 1, Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(10));
        Heat heat = open.run(model(4, "--work-ms", "0"), 3);
        assertThat(heat.gaveUp()).isEmpty();
        assertThat(heat.perSecond()).isPositive().isLessThan(150);
        assertThat(heat.p999()).isGreaterThanOrEqualTo(heat.p99());
    }

    @Test
    void theWarmUpHasClientsOfItsOwn() throws IOException {
        assertThat(clientsOf(Duration.ofMillis(50), 30)).isEqualTo(20 + 30);
        assertThat(clientsOf(Duration.ZERO, 3)).isEqualTo(3);
        assertThat(Race.usualWarmUp(Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(300));
        assertThat(Race.usualWarmUp(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(1));
    }

    private static int clientsOf(Duration warmUp, int connections) throws IOException {
        RedisStub stub = new RedisStub();
        Contestant contestant = new Contestant(
                "stub", workMs -> stub, Peer.REDIS.contestant(List.of()).requests());
        new Race(0, 1, 0, 1, 1, warmUp, Duration.ofMillis(100), Duration.ofSeconds(10)).run(contestant, connections);
        return stub.clients();
    }

    /** Its part of the rate would be lost. */
    @Test
    void noThreadOfTheClientIsWithoutAConnection() {
        Race threads = new Race(0, 1, 0, 4, 1, Duration.ZERO, Duration.ofMillis(200), Duration.ofSeconds(10));
        assertThat(threads.plan(model(4), null, 3, Duration.ZERO).threads()).isEqualTo(3);
        assertThat(threads.plan(model(4), null, 6, Duration.ZERO).threads()).isEqualTo(4);
        Heat heat = threads.run(model(4, "--work-ms", "0"), 6);
        assertThat(heat.served()).isEqualTo(6);
        assertThat(heat.gaveUp()).isEmpty();
    }

    /** With work to do a server is right to refuse what is too much. */
    @Test
    void whoRefusesWhereTheWorkIsFreeIsToldSo() {
        assertThat(refusing(0).gaveUp()).matches("\\d+ of \\d+ requests were refused");
        assertThat(refusing(1).gaveUp()).isEmpty();
    }

    private static Heat refusing(int workMs) {
        return new Race(workMs, 1, Duration.ofMillis(300), Duration.ofSeconds(10))
                .run(model(10, "--queue", "1", "--workers", "1", "--work-ms", "1"), 8);
    }

    private static Contestant model(int stage, String... options) {
        return new Contestant("model", workMs -> ModelServer.start(stage, List.of(options)));
    }
}
