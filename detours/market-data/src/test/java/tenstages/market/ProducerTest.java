package tenstages.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProducerTest {
    private static final List<String> SYMBOLS = List.of("A", "B");

    @Test
    void theSameSeedMakesTheSameTicks() {
        List<Tick> ticks = produce(0, 500, 7);
        assertThat(ticks).hasSize(500).isEqualTo(produce(0, 500, 7)).isNotEqualTo(produce(0, 500, 8));
        assertThat(ticks).extracting(Tick::symbol).containsOnly("A", "B");
        assertThat(ticks).extracting(Tick::price).allMatch(price -> price.signum() > 0 && price.scale() == 2);
        assertThat(ticks.get(0).price()).isBetween(new BigDecimal("99.90"), new BigDecimal("100.10"));
    }

    /** With this seed it falls to the least that there is; a step further would be nothing at all. */
    @Test
    void aPriceFallsNoFurtherThanToACent() {
        BigDecimal[] least = {BigDecimal.TEN};
        new Producer(List.of("A"), 0, 210_000, 843, tick -> {
                    least[0] = least[0].min(tick.price());
                    return true;
                })
                .run();
        assertThat(least[0]).isEqualTo("0.01");
    }

    @Test
    void noneIsMadeAfterOneThatNobodyTakes() {
        List<Tick> taken = new ArrayList<>();
        new Producer(SYMBOLS, 0, 1000, 1, tick -> taken.add(tick) && taken.size() < 10).run();
        assertThat(taken).hasSize(10);
    }

    /** A tick comes when it is due, and never before; a pause is made up for. */
    @Test
    void theRateIsKept() {
        long start = System.nanoTime();
        double rate = 2000;
        List<Long> early = new ArrayList<>();
        int[] number = {0};
        new Producer(SYMBOLS, rate, 200, 1, tick -> {
                    long due = start + (long) (number[0] / rate * 1e9);
                    if (System.nanoTime() < due) {
                        early.add(due - System.nanoTime());
                    }
                    number[0]++;
                    return true;
                })
                .run();
        assertThat(early).isEmpty();
        assertThat(number[0]).isEqualTo(200);
    }

    /**
     * A hundred ticks at 200 a second take half a second, unless most of that has passed in a pause at the first one.
     */
    @Test
    void aPauseIsMadeUpFor() {
        long[] times = new long[100];
        int[] number = {0};
        new Producer(SYMBOLS, 200, 100, 1, tick -> {
                    times[number[0]++] = System.nanoTime();
                    while (number[0] == 1 && System.nanoTime() - times[0] < 500_000_000) {
                        Thread.onSpinWait();
                    }
                    return true;
                })
                .run();
        assertThat(times[90] - times[1]).isLessThan(times[1] - times[0]);
    }

    @Test
    void whoIsInterruptedEnds() throws InterruptedException {
        Thread thread = new Thread(new Producer(SYMBOLS, 0.0001, 1000, 1, tick -> true));
        thread.start();
        thread.interrupt();
        thread.join();
    }

    private static List<Tick> produce(double rate, long ticks, long seed) {
        List<Tick> produced = new ArrayList<>();
        new Producer(SYMBOLS, rate, ticks, seed, produced::add).run();
        return produced;
    }
}
