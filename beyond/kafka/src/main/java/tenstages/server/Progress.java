package tenstages.server;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells how many of this server's own events have been applied, by whichever server. An event is applied when the
 * offset that is committed for its partition has passed it: the balances and the offset are committed together.
 */
final class Progress implements Runnable {
    private static final int POLL_MS = 20;
    private static final int TIMEOUT_MS = 2000;

    // fixed at construction
    private final Admin admin;
    private final BooleanSupplier underWay;
    private final IntConsumer applied;

    // shared between threads
    /** For each partition the offsets of the events that are not known to be applied, ascending. */
    private final Map<Integer, Queue<Long>> offsets = new ConcurrentHashMap<>();

    // log-progress thread only
    private boolean outage;

    /** Asks while events are under way, and tells how many more are applied. */
    Progress(String bootstrap, BooleanSupplier underWay, IntConsumer applied) {
        this.underWay = underWay;
        this.applied = applied;
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500));
    }

    /** The log has an event at this place. Called in the order of the offsets of each partition. */
    void acknowledged(int partition, long offset) {
        offsets.computeIfAbsent(partition, p -> new ConcurrentLinkedQueue<>()).add(offset);
    }

    /** Asks again and again. */
    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(POLL_MS);
                if (underWay.getAsBoolean()) {
                    ask();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(BalanceStream.GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            report(false, "the log answers again");
            int events = 0;
            for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : committed.entrySet()) {
                if (entry.getKey().topic().equals(EventLog.TOPIC) && entry.getValue() != null) {
                    events +=
                            passed(entry.getKey().partition(), entry.getValue().offset());
                }
            }
            applied.accept(events);
        } catch (ExecutionException e) {
            report(
                    true,
                    "the log does not answer, will keep trying: " + e.getCause().getMessage());
        }
    }

    /** How many more events of a partition the committed offset, which is that of the next event, has passed. */
    int passed(int partition, long committed) {
        Queue<Long> waiting = offsets.getOrDefault(partition, new ConcurrentLinkedQueue<>());
        int count = 0;
        for (Long offset = waiting.peek(); offset != null && offset < committed; offset = waiting.peek()) {
            waiting.remove();
            count++;
        }
        return count;
    }

    /** An outage is told once, and so is its end. */
    private void report(boolean now, String line) {
        if (outage != now) {
            outage = now;
            Output.STDERR.println(line);
        }
    }
}
