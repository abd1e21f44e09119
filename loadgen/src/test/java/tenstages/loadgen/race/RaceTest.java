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
import tenstages.loadgen.process.EchoProgram;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RaceTest {
    private final Race race = new Race(0, 1, Duration.ofMillis(400), Duration.ofMillis(800));

    @Test
    void whoServesEverybodyHasFiguresAndNoExcuse() throws IOException {
        Heat heat = race.run(model(4, "--work-ms", "0"), 7);
        assertThat(heat.server()).isEqualTo("model");
        assertThat(heat.connections()).isEqualTo(7);
        assertThat(heat.served()).isEqualTo(7);
        assertThat(heat.perSecond()).isPositive();
        assertThat(heat.p50()).isPositive().isLessThanOrEqualTo(heat.p99());
        assertThat(heat.gaveUp()).isEmpty();
    }

    @Test
    void whoServesSomeGivesUp() throws IOException {
        Heat heat = race.run(model(1), 3);
        assertThat(heat.served()).isEqualTo(1);
        assertThat(heat.gaveUp()).isEqualTo("only 1 of 3 clients were served");
    }

    @Test
    void whoseProcessEndsIsQuoted() throws IOException {
        Contestant dies = new Contestant("dies", workMs -> {
            ModelServer server = ModelServer.start(1, List.of());
            new Thread(() -> {
                        server.awaitExit(Duration.ofMillis(1500));
                        server.signal("KILL");
                    })
                    .start();
            return server;
        });
        assertThat(new Race(0, 1, Duration.ofSeconds(5), Duration.ofSeconds(1))
                        .run(dies, 1)
                        .gaveUp())
                .startsWith("the server ended: listening on ");
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
    void whatTheSystemKnowsIsOfTheServersProcess() throws IOException {
        Heat heat = race.run(new Contestant("echo", workMs -> EchoProgram.start()), 2);
        assertThat(heat.served()).isEqualTo(2);
        assertThat(heat.residentBytes()).isBetween(10L << 20, 1L << 30);
        assertThat(heat.threads()).isBetween(5L, 100L);
        assertThat(heat.switchesPerReply()).isPositive().isLessThan(100);
    }

    private static Contestant model(int stage, String... options) {
        return new Contestant("model", workMs -> ModelServer.start(stage, List.of(options)));
    }
}
