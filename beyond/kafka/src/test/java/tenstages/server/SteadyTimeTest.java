package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
    private final SteadyTime time = new SteadyTime();

    @Test
    void itGoesOnAsTimePasses() {
        long millis = time.milliseconds();
        long nanos = time.nanoseconds();
        long passed = time.nanoseconds() - nanos;
        assertThat(time.milliseconds() - millis).isGreaterThanOrEqualTo(passed / 1_000_000);
        assertThat(millis).as("that of the wall clock").isBetween(0L, System.currentTimeMillis() + 3_600_000);
    }

    @Test
    void itWaitsForAConditionAndNoLongerThanTheDeadline() throws Exception {
        time.waitObject(this, () -> true, 0);
        assertThatThrownBy(() -> time.waitObject(this, () -> false, time.milliseconds()))
                .isInstanceOf(TimeoutException.class);
    }
}
