package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A balance that would be too large is no balance. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OverflowTest {
    @Test
    void aChangeThatFailsChangesNothingAndHoldsNobodyUp() throws Exception {
        Balances balances = AnyBalances.with(SimulatedWork.ofMillis(0));
        balances.apply(new Request.Event("ada", Long.MAX_VALUE));
        assertThatThrownBy(() -> balances.apply(new Request.Event("ada", 1))).isInstanceOf(ArithmeticException.class);
        assertThat(balances.of("ada")).isEqualTo(Long.MAX_VALUE);
        Thread other = new Thread(() -> balances.apply(new Request.Event("ada", -1)));
        other.start();
        other.join();
        assertThat(balances.of("ada")).isEqualTo(Long.MAX_VALUE - 1);
    }
}
