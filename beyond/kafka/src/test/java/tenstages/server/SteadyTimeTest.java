package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
    private final SteadyTime time = new SteadyTime();

    @Test
    void itBeginsWithTheWallClockAndGoesOnAsTimePasses() {
        AtomicLong nanos = new AtomicLong(5_000_000_000L);
        SteadyTime steady = new SteadyTime(1_000_000, nanos::get);
        assertThat(steady.milliseconds()).isEqualTo(1_000_000);
        nanos.addAndGet(2_000_000_000L);
        assertThat(steady.milliseconds()).isEqualTo(1_002_000);
        assertThat(steady.nanoseconds()).isEqualTo(7_000_000_000L);
    }

    @Test
    void itWaitsForAConditionAndNoLongerThanTheDeadline() throws Exception {
        time.waitObject(this, () -> true, 0);
        assertThatThrownBy(() -> time.waitObject(this, () -> false, time.milliseconds()))
                .isInstanceOf(TimeoutException.class);
    }
}
