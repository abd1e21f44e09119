package tenstages.market;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What is known of the prices of one symbol, exactly. Immutable: a further price makes a new one, so whoever has one is
 * never in the middle of a change.
 *
 * @param count how many prices, 1 or more
 * @param min the least
 * @param max the greatest
 * @param sum of all
 * @param last the latest
 */
record Statistics(long count, BigDecimal min, BigDecimal max, BigDecimal sum, BigDecimal last) {
    private static final int DECIMALS = 4;

    /** Of one price. */
    static Statistics of(BigDecimal price) {
        return new Statistics(1, price, price, price, price);
    }

    /** With the prices of another one, which came later. */
    Statistics with(Statistics later) {
        return new Statistics(
                count + later.count, min.min(later.min), max.max(later.max), sum.add(later.sum), later.last);
    }

    /** The mean, rounded to four decimals; the half goes up. */
    BigDecimal average() {
        return sum.divide(BigDecimal.valueOf(count), DECIMALS, RoundingMode.HALF_UP);
    }
}
