package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {
    private static final int COUNT = 100_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1000, 3000, 1e6})
    void uniformArrivalsAreEvenlySpacedFromTheStart(double rate) {
        Arrivals arrivals = Arrivals.uniform(rate);
        assertThat(arrivals.random()).isFalse();
        assertThat(arrivals.rate()).isEqualTo(rate);
        for (int i = 0; i < 1000; i++) {
            assertThat(arrivals.next()).isCloseTo((long) (i * 1e9 / rate), within(2L));
        }
    }

    /** Exponential gaps: their standard deviation is their mean, and 1 - 1/e of them are shorter than it. */
    @Test
    void poissonArrivalsHaveExponentialGaps() {
        Arrivals arrivals = Arrivals.poisson(1000, 42);
        assertThat(arrivals.random()).isTrue();
        double mean = 1e6;
        double squares = 0;
        int shorter = 0;
        long last = arrivals.next();
        for (int i = 0; i < COUNT; i++) {
            long next = arrivals.next();
            long gap = next - last;
            assertThat(gap).isNotNegative();
            squares += (gap - mean) * (gap - mean);
            shorter += gap < mean ? 1 : 0;
            last = next;
        }
        assertThat(last / (double) COUNT).as("mean").isCloseTo(mean, within(0.02 * mean));
        assertThat(Math.sqrt(squares / COUNT)).as("standard deviation").isCloseTo(mean, within(0.03 * mean));
        assertThat(shorter / (double) COUNT).as("shorter than the mean").isCloseTo(1 - 1 / Math.E, within(0.01));
    }

    @Test
    void theSameSeedMakesTheSameArrivalsAndAnotherSeedOthers() {
        Arrivals arrivals = Arrivals.poisson(100, 7);
        Arrivals again = Arrivals.poisson(100, 7);
        Arrivals others = Arrivals.poisson(100, 8);
        int same = 0;
        for (int i = 0; i < 1000; i++) {
            long next = arrivals.next();
            assertThat(again.next()).isEqualTo(next);
            same += others.next() == next ? 1 : 0;
        }
        assertThat(same)
                .as("only the first one is due at the start in any case")
                .isEqualTo(1);
    }
}
