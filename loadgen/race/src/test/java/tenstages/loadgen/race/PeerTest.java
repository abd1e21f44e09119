package tenstages.loadgen.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeerTest {
    private static final Race RACE = new Race(0, 1, Duration.ofMillis(200), Duration.ofSeconds(10));

    @Test
    void aPeerIsNamedByTheFirstWord() {
        assertThat(Peer.named(" redis --io-threads 2")).contains(Peer.REDIS);
        assertThat(Peer.named("rust")).contains(Peer.RUST);
        assertThat(Peer.named("redis2")).isEmpty();
        assertThat(Peer.named("")).isEmpty();
    }

    @Test
    void aPeerIsCalledByMoreThanItsShortName() {
        assertThat(Peer.REDIS.contestant(List.of("--io-threads", "2")).name()).isEqualTo("Redis INCRBY --io-threads 2");
        assertThat(Peer.RUST.contestant(List.of()).name()).isEqualTo("examples/rust");
    }

    @Test
    void redisIsAskedInItsOwnProtocol() {
        Contestant stub = new Contestant(
                "stub",
                workMs -> new RedisStub(),
                Peer.REDIS.contestant(List.of()).requests());
        Heat heat = RACE.run(stub, 3);
        assertThat(heat.served()).isEqualTo(3);
        assertThat(heat.gaveUp()).isEmpty();
    }

    @Test
    void theEchoIsThereWithoutAnything() {
        Heat heat = RACE.run(Peer.ECHO.contestant(List.of()), 3);
        assertThat(heat.served()).isEqualTo(3);
        assertThat(heat.gaveUp()).isEmpty();
        assertThat(Peer.ECHO.whyNot()).isEmpty();
    }
}
