package tenstages.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theMedianIsTheMiddleOne() {
        assertThat(Figures.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Figures.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3);
        assertThat(Figures.median(List.of(7.0))).isEqualTo(7);
    }

    @Test
    void figuresAreWrittenForPeople() {
        assertThat(Figures.range(List.of(3_400.0, 1_200_000.0, 2_000.0))).isEqualTo("2k to 1200k");
        assertThat(Figures.thousands(1_916_400)).isEqualTo("1916k");
        assertThat(Figures.ratio(1, 3)).isEqualTo("0.33");
        assertThat(Figures.millis(9.994)).isEqualTo("9.99 ms");
        assertThat(Figures.millis(10)).isEqualTo("10 ms");
        assertThat(Figures.megabytes(3 << 20)).isEqualTo("3 MB");
    }

    @Test
    void timesOfAHistogramAreMilliseconds() {
        Histogram histogram = new Histogram(3);
        histogram.recordValue(2_000_000);
        assertThat(Figures.millis(histogram, 99)).isBetween(1.99, 2.01);
    }
}
