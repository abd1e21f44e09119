package tenstages.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void figuresAreWrittenForPeople() {
        assertThat(Report.thousands(1_916_400)).isEqualTo("1916k");
        assertThat(Report.megabytes(3 << 20)).isEqualTo("3 MB");
    }

    @Test
    void timesOfAHistogramAreMilliseconds() {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(2_000_000, 99);
        histogram.recordValue(30_000_000);
        assertThat(Report.p99(histogram)).isEqualTo("2.00 ms");
        histogram.recordValue(30_000_000);
        assertThat(Report.p99(histogram)).isEqualTo("30 ms");
    }
}
