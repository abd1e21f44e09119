package tenstages.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void figuresAreExact() {
        Statistics all = of("0.10").with(of("0.20")).with(of("-0.10")).with(of("0.20"));
        assertThat(all.count()).isEqualTo(4);
        assertThat(all.min()).isEqualTo("-0.10");
        assertThat(all.max()).isEqualTo("0.20");
        assertThat(all.sum()).isEqualTo("0.40");
        assertThat(all.last()).isEqualTo("0.20");
        assertThat(all.average()).isEqualTo("0.1000");
    }

    /** With binary fractions the sum of ten tenths is not one. */
    @Test
    void tenTenthsAreOne() {
        Statistics all = of("0.1");
        for (int i = 1; i < 10; i++) {
            all = all.with(of("0.1"));
        }
        assertThat(all.sum()).isEqualTo("1.0");
    }

    @Test
    void averagesThatDoNotEndAreRounded() {
        assertThat(of("1").with(of("1")).with(of("0")).average()).isEqualTo("0.6667");
        assertThat(of("0.0001").with(of("0.0000")).average()).isEqualTo("0.0001");
    }

    private static Statistics of(String price) {
        return Statistics.of(new BigDecimal(price));
    }
}
