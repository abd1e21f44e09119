package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CountTest {
    /** The same schedule for each run, so the loss is the same. */
    @Test
    void volatileDoesNotJoinReadAndWrite() throws InterruptedException {
        assertThat(new Count().countTakenApart()).isEqualTo(1);
    }
}
