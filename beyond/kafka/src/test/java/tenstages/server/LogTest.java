package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.exam.Exam;
import tenstages.loadgen.exam.Examinee;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/**
 * Two servers on one log, as processes. The first one has the broker. The tests are the chapters of one story, because
 * each process takes seconds to start.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogTest {
    private static final int STAGE = 10;
    /** No more replies of one client may wait, so one client can take all places. */
    private static final int QUEUE = 1000;

    private static final int USERS = 40;
    private static final int PARTITIONS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path data;

    private ServerProcess first;
    private ServerProcess second;
    private String broker;

    @BeforeAll
    void startTheFirst() throws IOException {
        first = Program.start(data, "--work-ms", "0", "--hold-ms", "0", "--queue", String.valueOf(QUEUE));
        String line = first.stdoutLines().get(0);
        assertThat(line).matches("broker at 127\\.0\\.0\\.1:\\d+, data in " + data);
        broker = line.substring("broker at ".length(), line.indexOf(','));
    }

    @AfterAll
    void endBoth() {
        first.close();
        if (second != null) {
            second.close();
        }
    }

    /** Those promises that need no options of their own. */
    @TestFactory
    @Order(1)
    Stream<DynamicTest> itKeepsThePromisesOfTheLastStage() {
        return Exam.of(STAGE).stream()
                .filter(item -> !item.needsStart(STAGE))
                .map(item -> DynamicTest.dynamicTest(
                        item.id() + ": " + item.promise(), () -> item.examine(new Examinee(STAGE, first))));
    }

    @Test
    @Order(2)
    void twoServersShareTheUsersAndEitherAnswersForAll() throws Exception {
        second = Program.start(
                data.resolve("unused"),
                "--work-ms",
                "0",
                "--hold-ms",
                "0",
                "--bootstrap",
                broker,
                "--queue",
                String.valueOf(QUEUE));
        assertThat(data.resolve("unused")).as("it has no broker of its own").doesNotExist();
        await().atMost(PATIENCE).until(() -> servers(LogTest::hasPartitions).size() == 2);
        buyForEach(first, 1);
        buyForEach(second, 2);
        for (ServerProcess server : List.of(first, second)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(balances(server)).containsOnly(3L));
        }
        assertThat(metricsAtRest(second)).isEqualTo(new MetricsReply(USERS, USERS, 0, 0, 0));
    }

    @Test
    @Order(2)
    void aServerThatTheOthersCouldNotReachIsToldSoInOneLine() throws Exception {
        Process process = new ProcessBuilder(
                        Program.command(Main.class, "--port", "0", "--host", "0.0.0.0", "--bootstrap", broker))
                .start();
        try {
            assertThat(process.errorReader().lines())
                    .contains("--advertise: is needed with --host 0.0.0.0 (--help explains every option)");
            assertThat(process.waitFor()).isEqualTo(2);
        } finally {
            process.destroyForcibly();
        }
    }

    /** One in each partition. Each is told once, and what comes behind it is applied. */
    @Test
    @Order(3)
    void aRecordThatIsNoEventIsToldAndPassedOver() throws Exception {
        Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
        try (Producer<byte[], byte[]> stranger =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                stranger.send(new ProducerRecord<>(EventLog.TOPIC, partition, new byte[2], "no number".getBytes(UTF_8)))
                        .get();
            }
        }
        buyForEach(first, 1);
        buyForEach(second, -1);
        metricsAtRest(first);
        metricsAtRest(second);
        await().atMost(PATIENCE).until(() -> told() == PARTITIONS);
        assertThat(balances(first)).containsOnly(3L);
    }

    @Test
    @Order(4)
    void whileTheBrokerIsFrozenEventsWaitAndTheRestIsAnswered() throws Exception {
        ProcessHandle process = Program.brokersOf(first).get(0);
        Program.signal(process, "STOP");
        try (LineClient waiting = connect(first);
                LineClient other = connect(first)) {
            MetricsReply before =
                    MetricsReply.parse(other.ask(Requests.METRICS)).orElseThrow();
            waiting.send((Requests.buy("frozen", 1) + "\n").repeat(QUEUE));
            await().until(() -> metrics(other).received() == before.received() + QUEUE);
            assertThat(other.ask(Requests.buy("frozen", 1))).isEqualTo(Replies.BUSY);
            for (int i = 0; i < 50; i++) {
                assertThat(other.ask(Requests.HEALTH)).isEqualTo(Replies.HEALTHY);
            }
            assertThat(waiting.available()).isZero();
            await().atMost(PATIENCE).until(() -> tells(first, "the log does not answer, will keep trying: "));
            Program.signal(process, "CONT");
            for (int i = 0; i < QUEUE; i++) {
                assertThat(waiting.readLine()).isEqualTo(Replies.ACCEPTED);
            }
            await().atMost(PATIENCE)
                    .until(() -> other.ask(Requests.balanceOf("frozen")).equals(Replies.balance(QUEUE)));
            await().atMost(PATIENCE).until(() -> tells(first, "the log answers again"));
        } finally {
            Program.signal(process, "CONT");
        }
    }

    @Test
    @Order(5)
    void aBrokerThatIsKilledIsStartedAgainAndWhatWaitedIsAccepted() throws Exception {
        ProcessHandle killed = Program.brokersOf(first).get(0);
        killed.destroyForcibly();
        try (LineClient client = connect(first)) {
            assertThat(client.ask(Requests.buy("killed", 1))).isEqualTo(Replies.ACCEPTED);
            await().atMost(PATIENCE)
                    .until(() -> client.ask(Requests.balanceOf("killed")).equals(Replies.balance(1)));
        }
        assertThat(Program.brokersOf(first)).hasSize(1).doesNotContain(killed);
        assertThat(first.lastLines()).contains("broker 1 has ended (exit code 137), and is started again");
    }

    @Test
    @Order(6)
    void whenAServerIsKilledTheOtherOneTakesItsUsersOver() throws Exception {
        second.signal("KILL");
        second.awaitExit(PATIENCE);
        assertThat(balances(first)).containsOnly(3L);
        buyForEach(first, 4);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(balances(first)).containsOnly(7L));
    }

    /** It is inside the test, and a server as any other one to the first. */
    @Test
    @Order(7)
    void aThirdServerCannotSendEventsToTheFirstAndHasLeftTheGroupAfterItsDrain() throws Exception {
        Metrics metrics = new Metrics();
        HostInfo here = new HostInfo("127.0.0.1", 1);
        BalanceStream stream =
                new BalanceStream(Config.of("--bootstrap", broker, "--workers", "1"), broker, here, () -> {}, () -> {});
        EventLog[] log = new EventLog[1];
        Handler[] handler = new Handler[1];
        try (RunningServer third = new RunningServer(Config.of("--port", "0"), eventLoop -> {
            log[0] = new EventLog(broker, QUEUE, eventLoop, metrics);
            handler[0] = new Handler(user -> new CompletableFuture<>(), log[0], metrics);
            return handler[0];
        })) {
            stream.start();
            HostInfo peer = await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> othersThan(here, stream).findAny().orElseThrow(), Objects::nonNull);
            assertThat(servers(member -> true)).hasSize(2);
            try (LineClient stranger = new LineClient(new InetSocketAddress(peer.host(), peer.port()), PATIENCE)) {
                assertThat(stranger.ask(Requests.buy("ada", 1))).isEqualTo(Replies.SHUTTING_DOWN);
            }
            Output nowhere = new Output(new PrintStream(OutputStream.nullOutputStream()), "printer");
            Drain drain = new Drain(
                    third.eventLoop, third.acceptor, handler[0], log[0], stream, Optional.empty(), metrics, nowhere);
            assertThat(drain.run((int) PATIENCE.toMillis())).isZero();
            assertThat(servers(member -> true)).hasSize(1);
        }
    }

    /** The addresses at which balances are asked for, but that one. */
    private static Stream<HostInfo> othersThan(HostInfo here, BalanceStream stream) {
        return IntStream.range(0, USERS)
                .mapToObj(i -> stream.ownerOf("user" + i).activeHost())
                .filter(host -> !host.equals(here) && !host.equals(HostInfo.unavailable()));
    }

    @Test
    @Order(8)
    void afterASignalWhatIsAcceptedIsAppliedAndTheBrokerEndsToo() throws Exception {
        ProcessHandle process = Program.brokersOf(first).get(0);
        metricsAtRest(first);
        try (LineClient client = connect(first)) {
            long received = metrics(client).received();
            client.send((Requests.buy("last", 1) + "\n").repeat(QUEUE));
            for (int i = 0; i < QUEUE; i++) {
                assertThat(client.readLine()).isEqualTo(Replies.ACCEPTED);
            }
            first.signal("INT");
            assertThat(first.awaitExit(PATIENCE)).isZero();
            MetricsReply last = MetricsReply.parse(last(first.stdoutLines())).orElseThrow();
            assertThat(last.received()).isEqualTo(received + QUEUE);
            assertThat(last.pending()).isZero();
            // Nobody knows which of two streams is read first, but each has its order.
            assertThat(first.lastLines().stream().filter(line -> !line.startsWith("{")))
                    .last()
                    .isEqualTo("drained");
        }
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    private void buyForEach(ServerProcess server, int amount) throws IOException {
        try (LineClient client = connect(server)) {
            for (int i = 0; i < USERS; i++) {
                String user = "user" + i;
                String event = amount > 0 ? Requests.buy(user, amount) : Requests.sell(user, -amount);
                assertThat(client.ask(event)).isEqualTo(Replies.ACCEPTED);
            }
        }
    }

    private static List<Long> balances(ServerProcess server) throws IOException {
        List<Long> balances = new ArrayList<>();
        try (LineClient client = connect(server)) {
            for (int i = 0; i < USERS; i++) {
                String question = Requests.balanceOf("user" + i);
                balances.add(await().atMost(PATIENCE)
                        .until(() -> Replies.readBalance(client.ask(question)), OptionalLong::isPresent)
                        .getAsLong());
            }
        }
        return balances;
    }

    private static MetricsReply metrics(LineClient client) throws IOException {
        return MetricsReply.parse(client.ask(Requests.METRICS)).orElseThrow();
    }

    private static MetricsReply metricsAtRest(ServerProcess server) throws IOException {
        try (LineClient client = connect(server)) {
            return await().atMost(PATIENCE).until(() -> metrics(client), metrics -> metrics.pending() == 0);
        }
    }

    private static boolean tells(ServerProcess server, String words) {
        return server.lastLines().stream().anyMatch(line -> line.startsWith(words));
    }

    private long told() {
        return Stream.of(first, second)
                .flatMap(server -> server.lastLines().stream())
                .filter(line ->
                        line.startsWith("a record is no event, and is passed over (tenstages-events, partition "))
                .count();
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private static LineClient connect(ServerProcess server) throws IOException {
        return new LineClient(server.address(), PATIENCE);
    }

    private static boolean hasPartitions(MemberDescription member) {
        return !member.assignment().topicPartitions().isEmpty();
    }

    /** Those with such a member of the group. Each has a name of its own, which its threads share. */
    private Set<String> servers(Predicate<MemberDescription> which) throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker))) {
            return admin
                    .describeConsumerGroups(List.of(BalanceStream.GROUP))
                    .describedGroups()
                    .get(BalanceStream.GROUP)
                    .get()
                    .members()
                    .stream()
                    .filter(which)
                    .map(member -> member.clientId().replaceAll("-StreamThread.*", ""))
                    .collect(Collectors.toSet());
        }
    }
}
