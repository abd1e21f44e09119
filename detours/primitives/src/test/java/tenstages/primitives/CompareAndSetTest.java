package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompareAndSetTest {
    private final AtomicInteger balance = new AtomicInteger();

    @Test
    void aSetWipesOutWhatCameInBetween() {
        CompareAndSet.payBySet(balance, 100, () -> balance.compareAndSet(0, 30));
        assertThat(balance).hasValue(100);
    }

    @Test
    void aCompareAndSetBeginsAgain() {
        assertThat(CompareAndSet.pay(balance, 100, () -> balance.compareAndSet(0, 30)))
                .isEqualTo(2);
        assertThat(balance).hasValue(130);
    }

    @Test
    void aloneItNeedsOneTry() {
        assertThat(CompareAndSet.pay(balance, 100, () -> {})).isEqualTo(1);
        assertThat(balance).hasValue(100);
    }
}
