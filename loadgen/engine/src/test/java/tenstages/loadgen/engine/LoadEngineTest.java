package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tenstages.loadgen.model.ScriptedServer.ACCEPTED;
import static tenstages.loadgen.model.ScriptedServer.BUSY;
import static tenstages.loadgen.model.ScriptedServer.INVALID_JSON;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.engine.Verdict.Status;
import tenstages.loadgen.model.ScriptedServer;
import tenstages.loadgen.process.EchoProgram;
import tenstages.loadgen.process.ServerProcess;
import tenstages.loadgen.protocol.Onlooker;
import tenstages.loadgen.protocol.Onlookers;

/** What the engine sends, and how it counts what comes back. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated
class LoadEngineTest {
    private static final int CONNECTIONS_TO_A_STALL = 20;

    @Test
    void whoWatchesTheServerSeesEachRequestAndReply() throws IOException {
        LongAdder sent = new LongAdder();
        LongAdder accepted = new LongAdder();
        LongAdder left = new LongAdder();
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            Onlookers.watch(server.address(), () -> new Onlooker() {
                @Override
                public void sent(int lines) {
                    sent.add(lines);
                }

                @Override
                public void heard(Heard what) {
                    accepted.add(what == Heard.ACCEPTED ? 1 : 0);
                }

                @Override
                public void left() {
                    left.increment();
                }
            });
            PlannedRun.against(server).connections(3).requests(30).run();
            Onlookers.unwatch(server.address());
        }
        assertThat(sent.sum()).isEqualTo(30);
        assertThat(accepted.sum()).isEqualTo(30);
        assertThat(left.sum()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void accountsForEveryRequestByWhatItsReplySays() throws IOException {
        String[] replies = {
            ACCEPTED,
            BUSY,
            "{\"status\":\"ok\",\"balance\":-12}\n",
            INVALID_JSON,
            ACCEPTED,
            BUSY,
            BUSY,
            "{\"status\":\"ok\"}\n",
            ACCEPTED,
            ACCEPTED
        };
        try (ScriptedServer server = ScriptedServer.answering(number -> replies[number % 10])) {
            LoadResult result = PlannedRun.against(server).pipeline(4).run();

            assertThat(result.scheduled()).isEqualTo(100);
            assertThat(result.accepted()).isEqualTo(40);
            assertThat(result.ok()).isEqualTo(20);
            assertThat(result.rejected()).isEqualTo(30);
            assertThat(result.error()).isEqualTo(10);
            assertThat(result.replies())
                    .hasSize(4)
                    .containsEntry("accepted", 40L)
                    .containsEntry("ok", 20L)
                    .containsEntry("rejected server_busy", 30L)
                    .containsEntry("error invalid_json", 10L);
            assertThat(result.response().getTotalCount()).isEqualTo(60);
            assertThat(result.service().getTotalCount()).isEqualTo(60);
            assertThat(result.failures().getTotalCount()).isEqualTo(40);
            assertThat(result.sendLag().getTotalCount())
                    .as("a closed loop has none")
                    .isZero();
            assertThat(sum(result.repliesBySecond())).isEqualTo(100);
            assertThat(result.violations()).isEmpty();
            assertThat(result.connections()).isEqualTo(new LoadResult.Connections(1, 0, 0, 0, 0, ""));
        }
    }

    @Test
    void sendsTheLinesInTurnAndOverAgain() throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = recording(received)) {
            PlannedRun.against(server)
                    .lines(RequestLines.buysOfOne(3))
                    .pipeline(5)
                    .requests(20)
                    .run();
        }
        assertThat(received)
                .isEqualTo(IntStream.range(0, 20)
                        .mapToObj(i -> "{\"user\":\"user" + i % 3 + "\",\"action\":\"buy\",\"amount\":1}")
                        .toList());
    }

    @Test
    void anOpenLoopSpreadsItsRequestsOverTheConnectionsInTurn() throws IOException {
        Map<Integer, Integer> requests = new ConcurrentHashMap<>();
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            while (client.read() != null) {
                requests.merge(client.number, 1, Integer::sum);
                client.say(ACCEPTED);
            }
        })) {
            LoadResult result =
                    PlannedRun.against(server).connections(4).openLoop(2000).run();
            assertThat(result.accepted()).isEqualTo(100);
            assertThat(result.sendLag().getTotalCount()).isEqualTo(100);
        }
        assertThat(requests).hasSize(4).allSatisfy((client, count) -> assertThat(count)
                .isEqualTo(25));
    }

    @Test
    void aClosedLoopKeepsItsRequestsUnderWay() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            // Answers nothing before it has them all.
            for (int i = 0; i < 8; i++) {
                client.read();
            }
            client.say(ACCEPTED.repeat(8));
            client.answerAll(ACCEPTED);
        })) {
            LoadResult result =
                    PlannedRun.against(server).connections(3).pipeline(8).run();
            assertThat(result.accepted()).isEqualTo(100);
            assertThat(result.connections().served()).isEqualTo(3);
        }
    }

    @Test
    void opensMoreConnectionsThanItOpensAtOnce() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            LoadResult result =
                    PlannedRun.against(server).connections(120).requests(240).run();
            assertThat(result.connections().served()).isEqualTo(120);
            assertThat(result.accepted()).isEqualTo(240);
        }
    }

    @Test
    void namesAReplyTooMany() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED.repeat(number == 50 ? 2 : 1))) {
            LoadResult result = PlannedRun.against(server).run();
            expectViolation(result, "connection 0: one reply too many: {\"status\":\"accepted\"}");
            assertThat(result.accepted()).isEqualTo(100);
            assertThat(result.violationCount()).isEqualTo(1);
        }
    }

    @Test
    void namesAReplyToNothing() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            client.say(ACCEPTED);
            client.answerAll(ACCEPTED);
        })) {
            LoadResult result = PlannedRun.against(server).openLoop(1000).run();
            expectViolation(result, "connection 0: one reply too many: {\"status\":\"accepted\"}");
            assertThat(result.accepted()).isEqualTo(100);
            assertThat(result.violationCount()).isEqualTo(1);
        }
    }

    @Test
    void namesAReplyTooManyThatComesAfterTheLastOne() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            client.answerAll(ACCEPTED);
            // The client has ended its requests, and is owed nothing.
            client.say(BUSY);
        })) {
            LoadResult result = PlannedRun.against(server).run();
            expectViolation(result, "connection 0: one reply too many: " + BUSY.strip());
            assertThat(result.connections().lost()).isZero();
        }
    }

    @Test
    void namesAMissingReply() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> number == 50 ? "" : ACCEPTED)) {
            LoadResult result =
                    PlannedRun.against(server).pipeline(4).timeoutMillis(1000).run();
            expectViolation(result, "connection 0: 1 reply missing at the end of the run");
            assertThat(result.timedOut() + result.inFlight()).isEqualTo(1);
        }
    }

    @Test
    void namesTwoRepliesMergedIntoOne() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> number == 50 ? ACCEPTED.strip() : ACCEPTED)) {
            LoadResult result =
                    PlannedRun.against(server).pipeline(4).timeoutMillis(1000).run();
            expectViolation(
                    result,
                    "connection 0: request 50 got what is no reply:"
                            + " {\"status\":\"accepted\"}{\"status\":\"accepted\"}");
            assertThat(result.error()).isEqualTo(1);
            assertThat(result.replies()).containsEntry("garbled", 1L);
        }
    }

    @Test
    void namesATornReply() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(
                number -> number == 50 ? "{\"status\":\"acc" : number > 50 ? null : ACCEPTED)) {
            LoadResult result = PlannedRun.against(server).pipeline(4).run();
            expectViolation(result, "a reply torn off by the end of the connection: {\"status\":\"acc");
            assertThat(result.connections().lost()).isEqualTo(1);
        }
    }

    @Test
    void namesAReplyWithoutAnEnd() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            client.read();
            while (true) {
                client.say("x".repeat(10_000));
            }
        })) {
            LoadResult result = PlannedRun.against(server).run();
            expectViolation(result, "connection 0: a reply without an end: " + "x".repeat(120) + " …");
            assertThat(result.inFlight()).isEqualTo(1);
        }
    }

    @Test
    void namesEchoesOfTheRequestBefore() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            String before = "{\"user\":\"user9\",\"action\":\"buy\",\"amount\":1}";
            for (String line = client.read(); line != null; line = client.read()) {
                client.say(before + "\n");
                before = line;
            }
        })) {
            LoadResult result = PlannedRun.against(server).pipeline(2).run();
            expectViolation(
                    result,
                    "connection 0: request 1 got the reply to another one: "
                            + "{\"user\":\"user0\",\"action\":\"buy\",\"amount\":1}");
            assertThat(result.error()).isEqualTo(100);
            assertThat(result.violationCount()).isEqualTo(100);
            assertThat(result.violations()).hasSize(10);
            assertThat(result.replies()).containsOnlyKeys("echo of another request");
        }
    }

    @Test
    void namesAnAnswerToAnotherKindOfRequest() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            LoadResult result = PlannedRun.against(server)
                    .lines(RequestLines.of("{\"type\":\"balance\",\"user\":\"a\"}"))
                    .run();
            expectViolation(result, "connection 0: request 0 got the reply to another one: {\"status\":\"accepted\"}");
            assertThat(result.error()).isEqualTo(100);
            assertThat(result.accepted()).isZero();
            assertThat(result.verdict().reasons())
                    .containsExactly(
                            "the server owes replies or broke the protocol: 100 times", "no request succeeded");
        }
    }

    @Test
    void aServerThatUnderstandsNothingBreaksNoProtocolAndNothingSucceeds() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> INVALID_JSON)) {
            LoadResult result = PlannedRun.against(server).connections(5).run();
            assertThat(result.error()).isEqualTo(100);
            assertThat(result.failures().getTotalCount()).isEqualTo(100);
            assertThat(result.response().getTotalCount()).isZero();
            assertThat(result.violationCount()).isZero();
            assertThat(result.goodput()).isZero();
            assertThat(result.throughput()).isPositive();
            assertThat(result.verdict().status()).isEqualTo(Status.INCONCLUSIVE);
            assertThat(result.verdict().reasons()).containsExactly("no request succeeded");
        }
    }

    @Test
    void saysWhyItCannotConnect() throws IOException {
        InetSocketAddress nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), closed.getLocalPort());
        }
        assertThatThrownBy(() -> PlannedRun.against(nobody).run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot connect to")
                .hasMessageContaining("refused");
    }

    @Test
    void aStopEndsTheRunWithWhatWasMeasuredSoFar() throws IOException {
        AtomicReference<LoadEngine> running = new AtomicReference<>();
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            client.answer(client.number == 0 ? Integer.MAX_VALUE : 0, ACCEPTED);
            client.stay();
        })) {
            LoadEngine engine = PlannedRun.against(server)
                    .connections(2)
                    .requests(Long.MAX_VALUE)
                    .progress(told -> running.get().stop())
                    .engine();
            running.set(engine);
            LoadResult result = engine.run();
            assertThat(result.accepted()).isPositive();
            assertThat(result.inFlight())
                    .as("on the one, and the one that was never answered")
                    .isBetween(1L, 2L);
            assertThat(result.violationCount()).isZero();
            assertThat(result.verdict().reasons()).containsExactly("the run was interrupted");
        }
    }

    @Test
    void progressTellsRepliesAndFailures() throws IOException {
        List<LoadEngine.Progress> told = new CopyOnWriteArrayList<>();
        AtomicReference<LoadEngine> running = new AtomicReference<>();
        try (ScriptedServer server = ScriptedServer.answering(number -> number % 4 == 0 ? BUSY : ACCEPTED)) {
            LoadEngine engine = PlannedRun.against(server)
                    .requests(Long.MAX_VALUE)
                    .progress(progress -> {
                        told.add(progress);
                        if (told.size() == 2) {
                            running.get().stop();
                        }
                    })
                    .engine();
            running.set(engine);
            LoadResult result = engine.run();
            assertThat(told.get(1).seconds()).isGreaterThan(told.get(0).seconds());
            assertThat(told.get(1).replies()).isEqualTo(result.answered());
            assertThat(told.get(1).failures()).isEqualTo(result.rejected()).isPositive();
        }
    }

    @Test
    void tellsWhatTheRunCostTheClient() throws IOException {
        AtomicReference<LoadEngine> running = new AtomicReference<>();
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            LoadEngine engine = PlannedRun.against(server)
                    .requests(Long.MAX_VALUE)
                    .progress(progress -> {
                        System.gc();
                        running.get().stop();
                    })
                    .engine();
            running.set(engine);
            LoadResult result = engine.run();
            assertThat(result.client().cpuShare()).isPositive();
            assertThat(result.client().gcMillis()).isPositive();
        }
    }

    /**
     * As arithmetic has it, half of the requests that are due in the stall wait for half of it, and in a closed loop
     * one for each connection. The longest 1 % of all requests wait at least the stall less 1 % of the run.
     */
    @Test
    void anOpenLoopSeesAStallThatAClosedLoopHides() throws IOException {
        Duration stall = Duration.ofMillis(1400);
        Duration duration = Duration.ofSeconds(3);
        int rate = 2000;
        LoadResult open = againstAStall(stall, Arrivals.uniform(rate), duration);
        LoadResult closed = againstAStall(stall, null, duration);
        assertThat(longerThan(stall.dividedBy(2), open.response())).isGreaterThan(rate * stall.toMillis() / 2000 / 2);
        assertThat((double) open.response().getValueAtPercentile(99))
                .isBetween(0.9 * (stall.toNanos() - 0.01 * duration.toNanos()), open.seconds() * 1e9);
        assertThat(longerThan(stall.dividedBy(2), closed.response())).isBetween(1L, 2L * CONNECTIONS_TO_A_STALL);
        assertThat(longerThan(stall.dividedBy(2), open.closedLoopView()))
                .as("what a closed loop would have seen of the open one")
                .isBetween(1L, 2L * CONNECTIONS_TO_A_STALL);
    }

    private static long longerThan(Duration time, Histogram histogram) {
        return histogram.getCountBetweenValues(time.toNanos(), histogram.getHighestTrackableValue());
    }

    private static LoadResult againstAStall(Duration stall, Arrivals arrivals, Duration duration) throws IOException {
        try (ServerProcess server = EchoProgram.start(Duration.ofSeconds(1), stall)) {
            LoadPlan plan = new LoadPlan(
                    server.address(),
                    RequestLines.events(100, 1),
                    CONNECTIONS_TO_A_STALL,
                    1,
                    arrivals,
                    duration,
                    Long.MAX_VALUE,
                    Duration.ofSeconds(10));
            LoadResult result = new LoadEngine(plan, progress -> {}).run();
            assertThat(result.violations()).isEmpty();
            return result;
        }
    }

    private static ScriptedServer recording(List<String> received) throws IOException {
        return ScriptedServer.talking(client -> {
            for (String line = client.read(); line != null; line = client.read()) {
                received.add(line);
                client.say(ACCEPTED);
            }
        });
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static void expectViolation(LoadResult result, String words) {
        assertThat(result.violations()).anyMatch(line -> line.startsWith(words) || line.contains(": " + words));
        assertThat(result.verdict().status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(result.verdict().reasons())
                .contains("the server owes replies or broke the protocol: " + result.violationCount() + " times");
    }
}
