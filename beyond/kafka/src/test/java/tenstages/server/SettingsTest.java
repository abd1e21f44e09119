package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka is told. Most of it shows only when something dies at the wrong moment. */
class SettingsTest {
    private static final HostInfo HERE = new HostInfo("here", 1);

    @TempDir
    private Path folder;

    @Test
    void whatIsAcknowledgedIsEverywhereAndOnceAndNothingIsGivenUp() {
        assertThat(EventLog.settings("a:1"))
                .containsEntry("bootstrap.servers", "a:1")
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("delivery.timeout.ms", Integer.MAX_VALUE)
                .containsEntry("max.block.ms", Long.MAX_VALUE);
    }

    @Test
    void whatIsAppliedIsAppliedOnceAndCanBeTakenOver() {
        assertThat(stream("--bootstrap", "a:1"))
                .containsEntry("application.server", "here:1")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("num.stream.threads", 4)
                .containsEntry("deserialization.exception.handler", Unreadable.class)
                .containsEntry("num.standby.replicas", 1)
                .containsEntry("commit.interval.ms", 100)
                .containsEntry("statestore.cache.max.bytes", 10_000_000)
                .containsEntry("max.warmup.replicas", 16)
                .containsEntry("consumer.session.timeout.ms", 6000)
                .containsEntry("consumer.heartbeat.interval.ms", 1000)
                .containsEntry("consumer.auto.offset.reset", "earliest");
        assertThat(stream()).as("a broker of our own").containsEntry("consumer.session.timeout.ms", 3000);
        assertThat(stream("--guarantee", "at_least_once", "--commit-ms", "7", "--cache-bytes", "0", "--workers", "2"))
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("commit.interval.ms", 7)
                .containsEntry("statestore.cache.max.bytes", 0)
                .containsEntry("num.stream.threads", 2);
    }

    @Test
    void aTransactionMayTakeAsLongAsItsWorkAndNoLongerThanABrokerAllows() {
        assertThat(stream("--work-ms", "0", "--hold-ms", "0")).containsEntry("producer.transaction.timeout.ms", 3100);
        assertThat(stream("--work-ms", "10", "--hold-ms", "5", "--partitions", "4", "--commit-ms", "1000"))
                .containsEntry("producer.transaction.timeout.ms", 4060)
                .containsEntry("consumer.max.poll.interval.ms", 300_060);
        assertThat(stream("--work-ms", "3600000")).containsEntry("producer.transaction.timeout.ms", 900_000);
    }

    @Test
    void aLoneBrokerIsItsOwnReplicaAndOfThreeTwoMustHaveWhatIsAcknowledged() throws IOException {
        assertThat(broker(1))
                .containsEntry("default.replication.factor", "1")
                .containsEntry("min.insync.replicas", "1")
                .containsEntry("transaction.state.log.min.isr", "1");
        assertThat(broker(3))
                .containsEntry("default.replication.factor", "3")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("offsets.topic.replication.factor", "3")
                .containsEntry("transaction.state.log.replication.factor", "3")
                .containsEntry("transaction.state.log.min.isr", "2")
                .containsEntry("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE))
                .doesNotContainKey("transaction.abort.timed.out.transaction.cleanup.interval.ms");
        assertThat(broker(5)).containsEntry("default.replication.factor", "3");
    }

    @Test
    void nothingAcceptedGoesBeforeItIsAppliedHoweverLongTheRestAndWhateverTheClocksSay() throws IOException {
        assertThat(broker(1))
                .containsEntry("log.retention.ms", "-1")
                .containsEntry("transactional.id.expiration.ms", String.valueOf(Integer.MAX_VALUE))
                .containsEntry("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE))
                .containsEntry("log.message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE))
                .as("a path with a comma would be two")
                .containsEntry("log.dirs", "log");
        assertThat(EventLog.TOPIC_SETTINGS)
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "-1")
                .containsEntry("retention.bytes", "-1")
                .containsEntry("message.timestamp.type", "LogAppendTime");
    }

    private static Map<String, Object> stream(String... options) {
        Config config = Config.of(options);
        return new BalanceStream(config, "127.0.0.1:1", HERE, () -> {}, () -> {}).settings("127.0.0.1:1", HERE);
    }

    private Map<String, String> broker(int count) {
        List<Node> nodes = java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(id -> new Node(id, 1000 + id, 2000 + id))
                .toList();
        return new OwnBroker(nodes.get(0), nodes, folder, 0).settings();
    }
}
