package tenstages.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The reading end of the log: applies the events, and keeps the balances. Each partition, and the balances of its
 * users, belong to one server of the group at a time, and there to one thread. So a balance has one writer, and needs
 * no lock.
 *
 * <p>The balances are in memory, and each change goes to a second log, the changelog. Whoever takes over a partition
 * first reads the balances from there. A thread commits what it has read, what it has changed, and how far it has come
 * in one transaction: all of it counts, or nothing does.
 */
final class BalanceStream {
    static final String GROUP = "tenstages";

    private static final String STORE = "balances";

    /**
     * A server that is silent for so long is taken to be dead. A broker of somebody else's allows no less by default.
     */
    private static final int SESSION_MS = 6000;

    private static final int OWN_BROKER_SESSION_MS = 3000;

    /** Kafka Streams allows no less. */
    private static final long PROBING_MS = 60_000;

    /** A thread that works for longer than this, and its work, is taken to be stuck. */
    private static final long POLL_MS = 300_000;

    /** So many threads may fail in so much time, for each that there is. */
    private static final int MOST_FAILURES = 3;

    private static final long FAILURE_NANOS = 60_000_000_000L;

    private static final int TRANSACTION_MS = 3000;
    private static final int MAX_TRANSACTION_MS = 900_000;

    // fixed at construction
    private final Config config;
    private final SimulatedWork work;
    private final SimulatedWork hold;
    private final KafkaStreams streams;

    // shared between threads
    /** When threads have failed of late; guarded by this object. */
    private final Queue<Long> failures = new ArrayDeque<>();

    /** Connects to nothing yet. The other servers ask for balances at the address. */
    BalanceStream(Config config, String bootstrap, HostInfo address, SimulatedWork work, SimulatedWork hold) {
        this.config = config;
        this.work = work;
        this.hold = hold;
        streams = new KafkaStreams(topology(), new StreamsConfig(settings(bootstrap, address)), new SteadyTime());
        streams.setUncaughtExceptionHandler(this::failed);
    }

    /** On the thread that has failed. Another one takes its place; but if that goes on, the server ends. */
    private StreamThreadExceptionResponse failed(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (!mayBeReplaced(System.nanoTime())) {
            var last = new KafkaException("one after the other cannot apply events: " + cause.getMessage(), failure);
            Thread.getDefaultUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), last);
        }
        // Kafka Streams throws it once more, and looks after that itself only in its first threads.
        Thread.currentThread().setUncaughtExceptionHandler((thread, again) -> {});
        String told = "a thread that applies events failed, and another one takes its place: " + cause;
        if (cause instanceof KafkaException) {
            Output.STDERR.println(told);
        } else {
            Output.STDERR.println(told, failure);
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Whether one that fails now is replaced, or too many have failed of late. */
    synchronized boolean mayBeReplaced(long now) {
        failures.removeIf(earlier -> now - earlier > FAILURE_NANOS);
        failures.add(now);
        return failures.size() <= MOST_FAILURES * config.workers();
    }

    /** Joins the group, in the background, and begins to apply events. */
    void start() {
        streams.start();
    }

    /**
     * Leaves the group, so that the others take over at once. Waits for that, but no longer than the deadline
     * (nanoTime).
     */
    void leave(long deadline) {
        Duration patience = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(patience));
    }

    /** The user's partition, and the server that has it. Any thread may call it, and may have to wait for a lock. */
    KeyQueryMetadata ownerOf(String user) {
        return streams.queryMetadataForKey(STORE, user, UserSerde.INSTANCE.serializer());
    }

    /**
     * The user's balance; 0 for a user never seen. Throws InvalidStateStoreException if this server does not have the
     * partition. Any thread may call it, and may have to wait for a lock.
     */
    long find(String user, int partition) {
        ReadOnlyKeyValueStore<String, Long> store =
                streams.store(StoreQueryParameters.<ReadOnlyKeyValueStore<String, Long>>fromNameAndType(
                                STORE, QueryableStoreTypes.keyValueStore())
                        .withPartition(partition));
        Long balance = store.get(user);
        return balance == null ? 0 : balance;
    }

    /** The new balance. An event that cannot be applied is reported, and changes nothing; the thread continues. */
    long apply(String user, long change, long before) {
        work.perform();
        hold.perform();
        try {
            return Math.addExact(before, change);
        } catch (ArithmeticException e) {
            Output.STDERR.println(Thread.currentThread().getName() + ": an event failed", e);
            return before;
        }
    }

    Map<String, Object> settings(String bootstrap, HostInfo address) {
        // A thread commits when it is time, but first it may have to work on one event of each of its partitions.
        long work = (long) config.partitions() * (config.workMs() + config.holdMs());
        long transaction = TRANSACTION_MS + config.commitMs() + work;
        int session = config.bootstrap() == null ? OWN_BROKER_SESSION_MS : SESSION_MS;
        return Map.ofEntries(
                Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, GROUP),
                Map.entry(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                Map.entry(StreamsConfig.APPLICATION_SERVER_CONFIG, address.host() + ":" + address.port()),
                Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.workers()),
                Map.entry(
                        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                        config.guarantee().name()),
                Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitMs()),
                Map.entry(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, config.cacheBytes()),
                Map.entry(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                        Math.min(MAX_TRANSACTION_MS, transaction)),
                Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), (int)
                        Math.min(Integer.MAX_VALUE, POLL_MS + work)),
                Map.entry(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, Unreadable.class),
                Map.entry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1),
                // A server that joins gets its share once it has caught up, and Kafka checks for that so often.
                Map.entry(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_MS),
                Map.entry(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, config.partitions()),
                Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session),
                Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), session / 6),
                Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest"));
    }

    private Topology topology() {
        StreamsBuilder events = new StreamsBuilder();
        // Time plays no part, and a log refuses a change of a balance that is ahead of its clock.
        events.stream(
                        EventLog.TOPIC,
                        Consumed.with(UserSerde.INSTANCE, ChangeSerde.INSTANCE)
                                .withTimestampExtractor((event, before) -> 0))
                .groupByKey(Grouped.with(UserSerde.INSTANCE, ChangeSerde.INSTANCE))
                .aggregate(
                        () -> 0L,
                        this::apply,
                        Materialized.<String, Long>as(Stores.inMemoryKeyValueStore(STORE))
                                .withKeySerde(UserSerde.INSTANCE)
                                .withValueSerde(Serdes.Long()));
        return events.build();
    }
}
