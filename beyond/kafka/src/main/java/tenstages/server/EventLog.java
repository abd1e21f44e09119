package tenstages.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The writing end of the log. It appends events, and tells when each is acknowledged: from then on all replicas that
 * are in sync have it, and it will be applied, whatever becomes of this process.
 *
 * <p>An event has a place from the time it is appended until it is known to be applied. There are only so many places,
 * so the queue to the thread {@code log-writer} never overflows, and a log that falls behind shows at once.
 */
final class EventLog {
    static final String TOPIC = "tenstages-events";

    /**
     * Nothing that is accepted goes before it is applied, however long the servers rest, and the brokers' clock counts,
     * not that of a server. A topic that is there already keeps its own.
     */
    static final Map<String, String> TOPIC_SETTINGS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            "-1",
            TopicConfig.RETENTION_BYTES_CONFIG,
            "-1",
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime");

    private static final int START_TIMEOUT_MS = 30_000;

    /** An event on its way, and who waits for its acknowledgement. */
    private record Append(Request.Event event, CompletableFuture<Void> acknowledgement) {}

    // fixed at construction
    private final EventLoop eventLoop;
    private final Metrics metrics;
    private final Progress progress;
    private final KafkaProducer<String, Long> producer;
    private final int size;

    // shared between threads
    private final Semaphore places;
    private final BlockingQueue<Append> queue;

    /** A log with so many places for events under way. Connects in the background. */
    EventLog(String bootstrap, int size, EventLoop eventLoop, Metrics metrics) {
        this.eventLoop = eventLoop;
        this.metrics = metrics;
        this.size = size;
        places = new Semaphore(size);
        queue = new ArrayBlockingQueue<>(size);
        progress = new Progress(bootstrap, () -> places.availablePermits() < size, this::applied);
        producer = new KafkaProducer<>(
                settings(bootstrap), UserSerde.INSTANCE.serializer(), ChangeSerde.INSTANCE.serializer());
    }

    static Map<String, Object> settings(String bootstrap) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                // Acknowledged by all replicas in sync, and in the log once, however often the producer had to try.
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                // Never given up: an event given up could still be in the log, and nobody could say so.
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Integer.MAX_VALUE,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                Long.MAX_VALUE,
                ProducerConfig.LINGER_MS_CONFIG,
                1,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500);
    }

    /**
     * Creates the topic of the events, unless it is there; then the number of its partitions stays as it is. Waits
     * until the log answers. Throws IOException, with a message for the user, if it does not.
     */
    static void create(String bootstrap, Config config) throws IOException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                START_TIMEOUT_MS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                100);
        try (Admin admin = Admin.create(settings)) {
            NewTopic topic =
                    new NewTopic(TOPIC, Optional.of(config.partitions()), Optional.empty()).configs(TOPIC_SETTINGS);
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(List.of(topic)).all().get();
            }
            if (config.bootstrap() == null) {
                abortWhatBeginsLater(admin);
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw unusable(bootstrap, config, e.getCause());
            }
        } catch (KafkaException e) {
            throw unusable(bootstrap, config, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the log was started", e);
        }
    }

    /**
     * Ends the transactions that seem to begin later than now. Kafka ends each whose time is over, but if the clock has
     * been set back since, that is in hours; and when our own broker starts, whoever began them is gone. The offsets of
     * the group are read first, because a transaction that ends before they are can stay open for ever.
     */
    private static void abortWhatBeginsLater(Admin admin) throws InterruptedException, ExecutionException {
        long now = System.currentTimeMillis();
        var open = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
        List<String> ids = admin.listTransactions(open).all().get().stream()
                .map(TransactionListing::transactionalId)
                .toList();
        List<String> later = admin.describeTransactions(ids).all().get().entrySet().stream()
                .filter(each -> each.getValue().transactionStartTimeMs().orElse(now) > now)
                .map(Map.Entry::getKey)
                .toList();
        if (!later.isEmpty()) {
            admin.listConsumerGroupOffsets(BalanceStream.GROUP).all().get();
            admin.fenceProducers(later).all().get();
        }
    }

    private static IOException unusable(String bootstrap, Config config, Throwable reason) {
        String log = "the log at " + bootstrap + (config.bootstrap() == null ? "" : " (--bootstrap)");
        return new IOException(log + " does not serve: " + reason.getMessage(), reason);
    }

    /** Starts the threads {@code log-writer} and {@code log-progress}. */
    void start() {
        thread("log-writer", this::write).start();
        thread("log-progress", progress).start();
    }

    /**
     * Appends the event if there is a place for it; never blocks. What it returns is completed on the event loop, as
     * soon as the log has the event.
     */
    Optional<CompletableFuture<Void>> offer(Request.Event event) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        Append append = new Append(event, new CompletableFuture<>());
        queue.add(append);
        return Optional.of(append.acknowledgement);
    }

    /** Waits until every event is applied, but no longer than the deadline (nanoTime). Takes no further event then. */
    void awaitApplied(long deadline) throws InterruptedException {
        places.tryAcquire(size, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The producer blocks while it does not know the log, or its memory is full. Then it is this thread that waits. */
    private void write() {
        try {
            while (true) {
                Append append = queue.take();
                Request.Event event = append.event;
                producer.send(
                        new ProducerRecord<>(TOPIC, event.user(), event.change()),
                        (where, failure) -> acknowledged(append, where, failure));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** On the producer's thread. What cannot be retried, the log refuses: that ends the server. */
    private void acknowledged(Append append, RecordMetadata where, Exception failure) {
        if (failure != null) {
            var refused = new KafkaException("the log refuses an event: " + failure.getMessage(), failure);
            Thread.getDefaultUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), refused);
        } else {
            progress.acknowledged(where.partition(), where.offset());
            eventLoop.execute(() -> append.acknowledgement.complete(null));
        }
    }

    private void applied(int events) {
        metrics.eventsProcessed(events);
        places.release(events);
    }
}
