package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tenstages.loadgen.model.ScriptedServer.ACCEPTED;
import static tenstages.loadgen.model.ScriptedServer.TURNED_AWAY;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.engine.Verdict.Status;
import tenstages.loadgen.model.ScriptedServer;

/** Servers that refuse, hang up or fall silent: a run ends all the same, and says what became of its connections. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated
class ConnectionsTest {
    private static final int SHORT_MS = 300;

    @Test
    void connectionsThatAreTurnedAwayBeforeTheyAskAreTold() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            if (client.number < 15) {
                client.say(TURNED_AWAY);
            } else {
                client.answerAll(ACCEPTED);
            }
        })) {
            LoadResult result = PlannedRun.against(server)
                    .connections(20)
                    .openLoop(400)
                    .requests(100)
                    .run();
            expectTurnedAway(result);
            assertThat(result.accepted() + result.inFlight() + result.neverSent())
                    .isEqualTo(100);
        }
    }

    @Test
    void connectionsThatAreTurnedAwayAfterTheyHaveAskedAreTold() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            if (client.number < 15) {
                client.read();
                client.say(TURNED_AWAY);
            } else {
                client.answerAll(ACCEPTED);
            }
        })) {
            LoadResult result = PlannedRun.against(server)
                    .connections(20)
                    .pipeline(2)
                    .requests(200)
                    .run();
            expectTurnedAway(result);
            assertThat(result.inFlight()).as("two on each of them").isEqualTo(30);
            assertThat(result.accepted()).isEqualTo(170);
            assertThat(result.response().getTotalCount())
                    .as("who is turned away at the door waits for nothing")
                    .isEqualTo(170);
        }
    }

    private static void expectTurnedAway(LoadResult result) {
        assertThat(result.connections()).isEqualTo(new LoadResult.Connections(5, 0, 15, 0, 0, ""));
        assertThat(result.rejected())
                .as("a connection was refused, and no request")
                .isZero();
        expect(result, "the server turned away 15 of 20 connections");
        assertThat(result.violationCount()).isZero();
    }

    @Test
    void aRejectionOfWhoHasNotAskedTurnsTheConnectionAwayWhateverItsWords() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            boolean asked = client.read() != null;
            client.say(asked ? ACCEPTED : ScriptedServer.BUSY);
        })) {
            LoadResult result = PlannedRun.against(server)
                    .connections(20)
                    .openLoop(1000)
                    .requests(1)
                    .run();
            assertThat(result.accepted()).isEqualTo(1);
            assertThat(result.connections().turnedAway()).isEqualTo(19);
            assertThat(result.rejected()).isZero();
        }
    }

    @Test
    void theSameWordsAreARejectionOnceARequestWasAnswered() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> number == 0 ? ACCEPTED : TURNED_AWAY)) {
            LoadResult result = PlannedRun.against(server).run();
            assertThat(result.rejected()).isEqualTo(99);
            assertThat(result.connections().turnedAway()).isZero();
            assertThat(result.verdict().status()).isEqualTo(Status.VALID);
        }
    }

    @Test
    void idleConnectionsThatTheServerEndsAreTold() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            client.answer(client.number == 0 ? Integer.MAX_VALUE : 2, ACCEPTED);
        })) {
            LoadResult result = PlannedRun.against(server)
                    .connections(20)
                    .openLoop(1000)
                    .requests(300)
                    .run();
            assertThat(result.scheduled()).isEqualTo(300);
            assertThat(result.connections()).isEqualTo(new LoadResult.Connections(20, 0, 0, 19, 0, ""));
            assertThat(result.verdict().status()).isEqualTo(Status.INCONCLUSIVE);
            assertThat(result.verdict().reasons()).contains("the server hung up on 19 of 20 connections");
        }
    }

    @Test
    void aConnectionThatNeverAskedIsNotUnanswered() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> ACCEPTED)) {
            LoadResult result =
                    PlannedRun.against(server).connections(5).requests(2).run();
            assertThat(result.connections()).isEqualTo(new LoadResult.Connections(2, 0, 0, 0, 0, ""));
        }
    }

    @Test
    void anOpenLoopEndsWhenTheServerHasHungUpOnAll() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> client.answer(3, ACCEPTED))) {
            LoadResult result = PlannedRun.against(server)
                    .connections(5)
                    .openLoop(500)
                    .requests(Long.MAX_VALUE)
                    .run();
            assertThat(result.connections()).isEqualTo(new LoadResult.Connections(5, 0, 0, 5, 0, ""));
            assertThat(result.accepted()).isEqualTo(15);
            assertThat(result.neverSent()).isPositive();
            assertThat(result.verdict().status()).isEqualTo(Status.INCONCLUSIVE);
            assertThat(result.verdict().reasons())
                    .contains("the server hung up on 5 of 5 connections")
                    .anyMatch(reason -> reason.matches("after \\d+\\.\\d s no further reply could come in time"));
        }
    }

    @Test
    void aClosedLoopEndsWhenTheServerHasHungUpOnAll() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(number -> number < 10 ? ACCEPTED : null)) {
            LoadResult result =
                    PlannedRun.against(server).requests(Long.MAX_VALUE).run();
            assertThat(result.accepted()).isEqualTo(10);
            assertThat(result.inFlight()).isEqualTo(1);
            assertThat(result.connections().lost()).isEqualTo(1);
            assertThat(result.violations())
                    .containsExactly(
                            "connection 0: 1 reply missing at the end of the connection: the server closed it");
        }
    }

    @Test
    void aResetIsToldWithItsReason() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            client.answer(4, ACCEPTED);
            client.read();
            client.reset();
        })) {
            LoadResult result = PlannedRun.against(server).pipeline(3).run();
            assertThat(result.accepted()).as("a reset may destroy replies").isLessThanOrEqualTo(4);
            assertThat(result.connections().lost()).isEqualTo(1);
            assertThat(result.inFlight() + result.neverSent()).isEqualTo(3);
            assertThat(result.violations())
                    .singleElement()
                    .asString()
                    .matches("connection 0: (1 reply|[23] replies) missing at the end of the connection: .*")
                    .containsIgnoringCase("reset");
        }
    }

    @Test
    void aClosedLoopEndsWhenNobodyAnswers() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> client.answerAll(""))) {
            LoadResult result = PlannedRun.against(server)
                    .connections(20)
                    .requests(200)
                    .timeoutMillis(SHORT_MS)
                    .run();
            assertThat(result.scheduled()).isEqualTo(20);
            assertThat(result.timedOut()).isEqualTo(20);
            assertThat(result.connections().served()).isZero();
            assertThat(result.response().getTotalCount()).as("each has an age").isEqualTo(20);
            assertThat(result.response().getMinValue()).isGreaterThanOrEqualTo(SHORT_MS * 999_000L);
            assertThat(result.verdict().status()).isEqualTo(Status.INCONCLUSIVE);
            assertThat(result.verdict().reasons())
                    .contains("20 requests timed out", "no request was answered")
                    .anyMatch(reason -> reason.endsWith("s no further reply could come in time"));
        }
    }

    /** Of those that nobody answers the oldest is not much older. */
    @Test
    void aRequestTimesOutOnceItsTimeIsOver() {
        // On a busy machine it may take longer now and then.
        await().until(() -> nanosUntilNobodyIsWaitedFor() < 2 * TimeUnit.MILLISECONDS.toNanos(SHORT_MS));
    }

    private static long nanosUntilNobodyIsWaitedFor() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> client.answerAll(""))) {
            return PlannedRun.against(server)
                    .requests(Long.MAX_VALUE)
                    .timeoutMillis(SHORT_MS)
                    .run()
                    .response()
                    .getMaxValue();
        }
    }

    @Test
    void aClosedLoopThatHasSentAllItsRequestsWaitsForThemNoLongerThanTheTimeout() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> client.answerAll(""))) {
            LoadResult result = PlannedRun.against(server)
                    .connections(5)
                    .requests(5)
                    .timeoutMillis(SHORT_MS)
                    .run();
            assertThat(result.timedOut()).isEqualTo(5);
            assertThat(result.violationCount()).as("one for each connection").isEqualTo(5);
            expect(result, "5 requests timed out");
        }
    }

    @Test
    void anOpenLoopThatNobodyAnswersAccountsForAllItsRequests() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(client -> client.answerAll(""))) {
            LoadResult result = PlannedRun.against(server)
                    .connections(2)
                    .openLoop(1000)
                    .timeoutMillis(SHORT_MS)
                    .run();
            assertThat(result.scheduled()).isEqualTo(100);
            assertThat(result.timedOut()).isEqualTo(100);
            expect(result, "no request was answered");
        }
    }

    @Test
    void aClosedLoopEndsWhenTheServerReadsNothing() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(ScriptedServer.Client::stay)) {
            LoadResult result = PlannedRun.against(server)
                    .lines(RequestLines.of("{\"note\":\"" + "x".repeat(16_000_000) + "\"}"))
                    .timeoutMillis(SHORT_MS)
                    .run();
            assertThat(result.neverSent()).isEqualTo(1);
            assertThat(result.timedOut()).as("of what was never sent").isZero();
            expect(result, "no request was answered");
        }
    }

    @Test
    void anOpenLoopGoesOnWhenTheServerReadsNothing() throws IOException {
        try (ScriptedServer server = ScriptedServer.talking(ScriptedServer.Client::stay)) {
            LoadResult result = PlannedRun.against(server)
                    .lines(RequestLines.of("{\"note\":\"" + "x".repeat(100_000) + "\"}"))
                    .openLoop(1000)
                    .requests(400)
                    .timeoutMillis(SHORT_MS)
                    .run();
            assertThat(result.scheduled()).isEqualTo(400);
            assertThat(result.neverSent()).isPositive();
            assertThat(result.timedOut()).isPositive();
        }
    }

    @Test
    void whatIsLateIsAnsweredOnceAndCountedAsTimedOut() throws IOException {
        long timeoutMillis = 1000;
        CountDownLatch timedOut = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        AtomicReference<LoadEngine> running = new AtomicReference<>();
        try (ScriptedServer server = ScriptedServer.talking(client -> {
            if (client.number == 0) {
                client.read();
                timedOut.await();
                client.say(ACCEPTED);
                client.read();
                goesOn.countDown();
            }
            client.answerAll(ACCEPTED);
        })) {
            LoadEngine engine = PlannedRun.against(server)
                    .connections(2)
                    .requests(Long.MAX_VALUE)
                    .timeoutMillis(timeoutMillis)
                    .progress(progress -> {
                        if (progress.failures() > 0) {
                            timedOut.countDown();
                        }
                        if (goesOn.getCount() == 0) {
                            running.get().stop();
                        }
                    })
                    .engine();
            running.set(engine);
            LoadResult result = engine.run();
            // On a busy machine others may be late too.
            assertThat(result.late()).isPositive().isLessThanOrEqualTo(result.timedOut());
            assertThat(result.response().getTotalCount())
                    .as("every request has a time, the late one too")
                    .isEqualTo(result.scheduled());
            assertThat(result.response().getMaxValue()).isGreaterThanOrEqualTo(timeoutMillis * 999_000);
            assertThat(result.service().getTotalCount()).isEqualTo(result.accepted());
            assertThat(result.violationCount()).isZero();
            expect(result, result.timedOut() + " requests timed out");
        }
    }

    /** A client whose handshake comes too late for us is tried again after a second: by then it is nobody's. */
    @Test
    void connectionsThatAreAcceptedTooLateHaveFailed() throws IOException {
        CountDownLatch running = new CountDownLatch(1);
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> clients = new ArrayList<>();
            Thread server = new Thread(() -> acceptLate(listener, running, clients));
            server.setDaemon(true);
            server.start();
            LoadResult result = PlannedRun.against(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()))
                    .connections(10)
                    .openLoop(100)
                    .requests(Long.MAX_VALUE)
                    .durationMillis(1500)
                    .timeoutMillis(SHORT_MS)
                    .progress(progress -> running.countDown())
                    .run();
            assertThat(result.connections().failed()).isBetween(1, 9);
            expect(
                    result,
                    result.connections().failed() + " of 10 connections failed: no answer in " + SHORT_MS + " ms");
        }
    }

    private static void acceptLate(ServerSocket listener, CountDownLatch running, List<Socket> clients) {
        try {
            running.await();
            while (true) {
                clients.add(listener.accept());
            }
        } catch (IOException | InterruptedException e) {
            // Closed.
        }
    }

    private static void expect(LoadResult result, String reason) {
        assertThat(result.verdict().status()).isEqualTo(Status.INCONCLUSIVE);
        assertThat(result.verdict().reasons()).contains(reason);
    }
}
