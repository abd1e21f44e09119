package tenstages.market;

import java.util.Map;
import java.util.concurrent.BlockingQueue;

/** What the hub is told. */
sealed interface Message {
    /** A tick, for whoever wants it. */
    record Published(Tick tick) implements Message {}

    /** From now on the subscriber is told the ticks of this symbol. */
    record Subscribe(String symbol, Subscriber subscriber) implements Message {}

    /** From now on it is told none; what it has not taken by then is taken back. */
    record Unsubscribe(Subscriber subscriber) implements Message {}

    /** A question, with the channel for its reply: one place, used once. */
    record Ask(BlockingQueue<Numbers> reply) implements Message {}

    /** A producer has come to an end that it should not have. */
    record Died(String producer, Throwable cause) implements Message {}

    /** None follows it. */
    record Shutdown() implements Message {}

    /**
     * What the hub has seen. With one subscriber for a symbol, its ticks are delivered, missed or dead, and nothing
     * else.
     *
     * @param received ticks that were published
     * @param delivered ticks put into a subscriber's queue, and not taken back
     * @param missed ticks a slow subscriber had no room for
     * @param deadLetters ticks that nobody wanted, or that were taken back from who was stuck
     * @param stuck subscribers that were expelled
     * @param died producers that came to a bad end
     * @param prices what is known of each symbol, by its name
     */
    record Numbers(
            long received,
            long delivered,
            long missed,
            long deadLetters,
            int stuck,
            int died,
            Map<String, Statistics> prices) {}
}
