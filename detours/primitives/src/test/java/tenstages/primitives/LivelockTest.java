package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LivelockTest {
    @Test
    void inStepNobodyEverGetsOn() throws InterruptedException {
        assertThat(Livelock.servedInRound(() -> false, () -> false)).containsExactly(0, 0);
    }

    @Test
    void ifOneSitsOutTheOtherIsServed() throws InterruptedException {
        boolean[] sat = new boolean[1];
        List<Integer> rounds = Livelock.servedInRound(
                () -> {
                    boolean sitsOut = !sat[0];
                    sat[0] = true;
                    return sitsOut;
                },
                () -> false);
        assertThat(rounds).containsExactly(2, 1);
    }
}
