package tenstages.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AggregateTest {
    /** Ticks are the same for the same producers, so what comes of them is known, but for the latest price. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void howeverManyConsumeNoTickIsLostOrCountedTwice(int consumers) throws InterruptedException {
        AggregateProgram.Result result = AggregateProgram.run(10, 0, 50_003, consumers);
        assertThat(result.ticks()).isEqualTo(50_003);
        assertThat(result.seconds()).isPositive();
        assertThat(result.mostWaiting()).isBetween(1, 1000);
        Map<String, Statistics> expected =
                AggregateProgram.run(10, 0, 50_003, 1).statistics();
        assertThat(result.statistics()).hasSize(5).hasSameSizeAs(expected);
        expected.forEach((symbol, prices) -> {
            Statistics found = result.statistics().get(symbol);
            assertThat(found.count()).isEqualTo(prices.count());
            assertThat(found.min()).isEqualTo(prices.min());
            assertThat(found.max()).isEqualTo(prices.max());
            assertThat(found.sum()).isEqualTo(prices.sum());
        });
    }

    /** A lower bound: 200 ticks at 2,000 a second take a tenth of a second, and never less. */
    @Test
    void theRateIsThatOfAllProducersTogether() throws InterruptedException {
        assertThat(AggregateProgram.run(10, 2000, 200, 1).seconds()).isGreaterThan(0.09);
    }

    @Test
    void oneConsumerAveragesEverything() throws InterruptedException {
        Map<String, Statistics> averages = AveragesProgram.average(3, 1000);
        assertThat(averages.keySet()).containsExactly("AAA", "BBB", "CCC");
        assertThat(averages.values().stream().mapToLong(Statistics::count).sum())
                .isEqualTo(3000);
        assertThat(AveragesProgram.average(3, 1000).get("AAA").sum())
                .isEqualTo(averages.get("AAA").sum());
    }

    @Test
    void theAggregatorIsForAnyThread() throws InterruptedException {
        Aggregator aggregator = new Aggregator();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int k = 1; k <= 10_000; k++) {
                    aggregator.add(new Tick("A", BigDecimal.valueOf(k)));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        Statistics all = aggregator.snapshot().get("A");
        assertThat(all.count()).isEqualTo(40_000);
        assertThat(all.sum()).isEqualTo("200020000");
        assertThat(all.average()).isEqualTo("5000.5000");
        assertThat(all.min()).isEqualTo("1");
        assertThat(all.max()).isEqualTo("10000");
    }
}
