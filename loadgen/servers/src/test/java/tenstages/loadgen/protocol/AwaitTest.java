package tenstages.loadgen.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AwaitTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void theFirstRightAnswerIsReturnedAndNothingAskedAfterIt() throws IOException {
        assertThat(Await.answer(Duration.ofSeconds(50), asked::incrementAndGet, answer -> answer == 3))
                .isEqualTo(3);
        assertThat(asked).hasValue(3);
    }

    @Test
    void theLastAnswerIsReturnedWhenPatienceIsAtItsEnd() throws IOException {
        int answer = Await.answer(Duration.ofMillis(50), asked::incrementAndGet, each -> false);
        assertThat(answer).isEqualTo(asked.get()).isGreaterThan(1);
    }

    @Test
    void whoHasNoPatienceAsksOnce() throws IOException {
        assertThat(Await.answer(Duration.ZERO, asked::incrementAndGet, each -> false))
                .isEqualTo(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aBrokenConnectionIsNotAskedAgain() {
        assertThatThrownBy(() -> Await.answer(
                        Duration.ofSeconds(50),
                        () -> {
                            asked.incrementAndGet();
                            throw new IOException("torn");
                        },
                        each -> true))
                .hasMessage("torn");
        assertThat(asked).hasValue(1);
    }
}
