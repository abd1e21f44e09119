package tenstages.market;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Statistics of every symbol, shared between consumers. Any thread may call it. {@code merge} holds a lock of the map
 * from its read to its write, so no tick is lost; ticks of different symbols pass each other.
 */
final class Aggregator {
    private final Map<String, Statistics> statistics = new ConcurrentHashMap<>();

    void add(Tick tick) {
        statistics.merge(tick.symbol(), Statistics.of(tick.price()), Statistics::with);
    }

    /**
     * As it is now, in the order of the symbols. Each symbol's figures belong together; those of different ones need
     * not.
     */
    Map<String, Statistics> snapshot() {
        return new TreeMap<>(statistics);
    }
}
