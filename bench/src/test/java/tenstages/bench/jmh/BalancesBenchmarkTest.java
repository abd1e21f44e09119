package tenstages.bench.jmh;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalancesBenchmarkTest {
    /** A map picks a bucket by the low bits of the hash: if its stripe had them in common, they would share few. */
    @Test
    void theUsersOfAStripeHaveManyLowBitsOfTheHash() {
        Map<Integer, Set<Integer>> lowBits = IntStream.range(0, 10_000)
                .mapToObj(i -> "user" + i)
                .collect(groupingBy(
                        BalancesBenchmark::stripeOf,
                        mapping(user -> user.hashCode() & BalancesBenchmark.STRIPES - 1, toSet())));
        assertThat(lowBits).hasSize(BalancesBenchmark.STRIPES);
        assertThat(lowBits.values())
                .allSatisfy(bits -> assertThat(bits).hasSizeGreaterThan(BalancesBenchmark.STRIPES / 2));
    }
}
