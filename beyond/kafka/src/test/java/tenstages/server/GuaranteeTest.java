package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/**
 * What becomes of events that are applied, in the changelog, and not committed when their server is killed. The second
 * part would prove nothing without the first.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuaranteeTest {
    private static final int EVENTS = 50;
    private static final int LAST = 1000;
    private static final int PARTITIONS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Path data;

    /** Kafka would take the comma for the end of a path. */
    @BeforeEach
    void nameTheFolder() {
        data = folder.resolve("a, b");
    }

    @Test
    void atLeastOnceAppliesThemTwiceAndExactlyOnceOnce() throws Exception {
        try (ServerProcess server = start("tr-TR", "at_least_once", "60000")) {
            applyAndKill(server, "ada", 0);
        }
        try (ServerProcess server = start("ar-EG", "exactly_once_v2", "10000")) {
            assertThat(balanceAtRest(server, "ada")).isEqualTo(2 * EVENTS);
            applyAndKill(server, "bob", 2 * EVENTS + 1);
        }
        // The transaction is open, and what is in it does not count.
        try (ServerProcess server = start("fa-IR", "exactly_once_v2", "500")) {
            assertThat(balanceAtRest(server, "bob")).isEqualTo(EVENTS);
        }
        assertThat(folder.toFile().list()).containsExactly("a, b");
    }

    /** Each change goes to the changelog at once, because nothing is cached. The language is that of all its JVMs. */
    private ServerProcess start(String language, String guarantee, String commitMs) throws IOException {
        Locale locale = Locale.forLanguageTag(language);
        return Program.start(
                List.of(
                        "env",
                        "JAVA_TOOL_OPTIONS=-Duser.language=" + locale.getLanguage() + " -Duser.country="
                                + locale.getCountry()),
                data,
                "--work-ms",
                "0",
                "--hold-ms",
                "0",
                "--guarantee",
                guarantee,
                "--cache-bytes",
                "0",
                "--commit-ms",
                commitMs);
    }

    private static void applyAndKill(ServerProcess server, String user, int changesBefore) throws Exception {
        try (LineClient client = connect(server)) {
            client.send((Requests.buy(user, 1) + "\n").repeat(EVENTS));
            for (int i = 0; i < EVENTS; i++) {
                assertThat(client.readLine()).isEqualTo(Replies.ACCEPTED);
            }
        }
        String broker = server.stdoutLines().get(0).replaceAll("broker at |,.*", "");
        // There is no changelog before the first event.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> changes(broker) >= changesBefore + EVENTS);
        server.signal("KILL");
        server.awaitExit(PATIENCE);
    }

    /** Once a later event of the same user is applied, so is every one before it. */
    private static long balanceAtRest(ServerProcess server, String user) throws IOException {
        try (LineClient client = connect(server)) {
            client.ask(Requests.buy(user, LAST));
            return await().atMost(PATIENCE)
                            .until(
                                    () -> Replies.readBalance(client.ask(Requests.balanceOf(user)))
                                            .orElse(-1),
                                    balance -> balance >= LAST)
                    - LAST;
        }
    }

    /** How many changes of balances there are in the log, committed or not. */
    private static long changes(String broker) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition("tenstages-balances-changelog", partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker))) {
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    private static LineClient connect(ServerProcess server) throws IOException {
        return new LineClient(server.address(), PATIENCE);
    }
}
