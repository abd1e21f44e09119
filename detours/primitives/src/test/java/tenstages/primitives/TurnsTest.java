package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.primitives.Turns.Played;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnsTest {
    @Test
    void aFairLockLetsNobodyOvertakeAThreadThatWaits() throws InterruptedException {
        Played played = new Turns(new ReentrantLock(true)).play(100);
        assertThat(played.turns()).isPositive();
        assertThat(played.overtakings()).isZero();
        assertThat(played.mostInARow()).isZero();
    }

    @Test
    void anUnfairOneDoesNowAndThen() {
        await().until(() -> {
            Played played = new Turns(new ReentrantLock()).play(50);
            return played.mostInARow() > 0 && played.mostInARow() < played.overtakings();
        });
    }
}
