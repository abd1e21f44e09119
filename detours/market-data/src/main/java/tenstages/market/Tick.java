package tenstages.market;

import java.math.BigDecimal;

/**
 * A price at a moment. Immutable, so any thread may have it.
 *
 * @param symbol what costs so much
 * @param price in decimals, because a sum of binary fractions is not exact
 */
record Tick(String symbol, BigDecimal price) {}
