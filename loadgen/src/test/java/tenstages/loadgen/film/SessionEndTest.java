package tenstages.loadgen.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session from its start to its end, without a page. */
@Timeout(60)
class SessionEndTest {
    private static final int KILLED = 137;

    private final AtomicInteger starts = new AtomicInteger();
    private final Session session = new Session(
            "a server",
            jvm -> {
                if (starts.incrementAndGet() > 2) {
                    throw new IOException("no port is free");
                }
                return PretendStage.start(jvm);
            },
            token -> "");

    SessionEndTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        session.close();
    }

    @Test
    void aSessionEndsWithItsServerIfNobodyStartsItAgain() throws Exception {
        session.start();
        CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> session.awaitEnd(Duration.ofHours(1)));
        assertThat(session.run(Map.of("server", "start"))).as("it runs").isFalse();
        assertThat(session.run(Map.of("server", "KILL"))).isTrue();
        while (!session.run(Map.of("server", "start"))) {
            // It has not ended yet.
            Thread.onSpinWait();
        }
        assertThat(starts).hasValue(2);
        assertThat(session.run(Map.of("server", "KILL"))).isTrue();
        assertThat(session.awaitEnd(Duration.ofMillis(1))).isEqualTo(KILLED);
        assertThat(session.run(Map.of("server", "start"))).as("it is over").isFalse();
        assertThat(session.run(Map.of("server", "INT"))).as("it has ended").isFalse();
        assertThat(end).isNotDone();
    }

    @Test
    void whyAServerDoesNotStartIsSaid() {
        starts.set(2);
        assertThatThrownBy(session::start).hasMessage("no port is free");
    }

    @Test
    void aKnobIsTurnedOnlyAsFarAsItGoes() throws IOException {
        assertThat(session.run(Map.of("knob", "rate", "value", "2000"))).isTrue();
        assertThat(session.run(Map.of("knob", "rate", "value", "2001"))).isFalse();
        assertThat(session.run(Map.of("knob", "rate", "value", "much"))).isFalse();
        assertThat(session.run(Map.of("knob", "speed", "value", "1"))).isFalse();
        assertThat(session.run(Map.of())).isFalse();
    }
}
