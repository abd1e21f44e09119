package tenstages.market;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Who has subscribed to what, and what became of each tick. Hub's thread only. */
final class Router {
    // fixed at construction
    private final long stuckNanos;
    private final Consumer<String> notes;

    private final Map<String, List<Subscriber>> subscriptions = new HashMap<>();
    private final Map<String, Statistics> prices = new TreeMap<>();
    private long received;
    private long delivered;
    private long missed;
    private long deadLetters;
    private int stuck;
    private int died;

    Router(long stuckNanos, Consumer<String> notes) {
        this.stuckNanos = stuckNanos;
        this.notes = notes;
    }

    void subscribe(String symbol, Subscriber subscriber) {
        List<Subscriber> subscribers = subscriptions.computeIfAbsent(symbol, key -> new ArrayList<>());
        if (!subscribers.contains(subscriber)) {
            subscribers.add(subscriber);
        }
    }

    List<Subscriber> subscribers() {
        return subscriptions.values().stream().flatMap(List::stream).distinct().toList();
    }

    /** Hands the tick on to all who want it, and waits for none of them. */
    void publish(Tick tick) {
        received++;
        prices.merge(tick.symbol(), Statistics.of(tick.price()), Statistics::with);
        List<Subscriber> subscribers = subscriptions.getOrDefault(tick.symbol(), List.of());
        if (subscribers.isEmpty()) {
            deadLetters++;
        }
        for (Subscriber subscriber : List.copyOf(subscribers)) {
            deliver(tick, subscriber);
        }
    }

    private void deliver(Tick tick, Subscriber subscriber) {
        if (subscriber.offer(tick)) {
            delivered++;
            return;
        }
        missed++;
        if (subscriber.nanosSinceTaken() >= stuckNanos) {
            stuck++;
            int left = remove(subscriber);
            notes.accept(subscriber.name() + " is stuck, and out; " + left + " ticks are dead letters");
        }
    }

    /** Takes back what the subscriber has not taken, and ends it. Returns how many ticks that were. */
    int remove(Subscriber subscriber) {
        boolean wasThere = subscribers().contains(subscriber);
        subscriptions.values().forEach(subscribers -> subscribers.remove(subscriber));
        int left = wasThere ? subscriber.expel() : 0;
        delivered -= left;
        deadLetters += left;
        return left;
    }

    void producerDied(String producer, Throwable cause) {
        died++;
        notes.accept(producer + " died: " + cause);
    }

    Message.Numbers numbers() {
        return new Message.Numbers(received, delivered, missed, deadLetters, stuck, died, new TreeMap<>(prices));
    }
}
