package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a conversation is by way of a socket. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionTest {
    private static final String REFUSED = "GET /fast HTTP/1.1\r\n\r\n";
    private static final int PAUSE_MS = 100;
    private static final int SILENT_MS = 1000;
    private static final int LONGEST_MS = 5000;

    private final StoppedClock clock = new StoppedClock();
    private final BlockingQueue<Request.Work> queue = new ArrayBlockingQueue<>(10);
    private final Handler handler = AnyHandler.with(queue, new Metrics());

    private RunningServer serverWithPlaces(int places) throws IOException {
        return new RunningServer(Config.of("--port=0", "--max-connections=" + places), handler, clock);
    }

    private static boolean isAPlaceFree(RunningServer server) {
        try (HttpSocket another = server.connect()) {
            return another.ask(Requests.FAST).status() == 200;
        } catch (IOException e) {
            // It was turned away before it sent anything, and the reply that says so may be lost by that.
            return false;
        }
    }

    @Test
    void aClientThatEndsItsInputIsClosedAfterItsReplies() throws Exception {
        try (RunningServer server = serverWithPlaces(10);
                HttpSocket client = server.connect()) {
            client.send(Requests.FAST.repeat(200) + "GET /fast");
            client.socket.shutdownOutput();
            for (int i = 0; i < 200; i++) {
                assertThat(client.read().status()).isEqualTo(200);
            }
            assertThat(client.atEnd()).isTrue();
        }
    }

    /** They are more than the sockets take, and come in their order. */
    @Test
    void aClientThatReadsLateGetsEveryReply() throws Exception {
        int count = 5000;
        try (RunningServer server = serverWithPlaces(10);
                HttpSocket late = server.connect();
                HttpSocket other = server.connect()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        late.send(i % 2 == 0 ? Requests.get("/") : Requests.FAST);
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(other.ask(Requests.FAST).status()).isEqualTo(200);
            for (int i = 0; i < count; i++) {
                assertThat(late.read().body().startsWith("<!DOCTYPE")).isEqualTo(i % 2 == 0);
            }
            sent.join();
        }
    }

    @Test
    void oneClientTooManyIsToldSo() throws Exception {
        try (RunningServer server = serverWithPlaces(1);
                HttpSocket first = server.connect()) {
            first.ask(Requests.FAST);
            try (HttpSocket second = server.connect()) {
                HttpSocket.Answer answer = second.read();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.fields())
                        .containsEntry("connection", "close")
                        .containsEntry("retry-after", "1")
                        .containsKey("date");
                assertThat(answer.body()).contains("too_many_connections");
                assertThat(second.atEnd()).isTrue();
            }
        }
        try (RunningServer server = serverWithPlaces(1)) {
            server.connect().close();
            await().until(() -> isAPlaceFree(server));
        }
    }

    /** Its request is there before it is accepted. Unread, it would be answered by a reset. */
    @Test
    void oneClientTooManyIsToldSoWhateverItHasSent() throws Exception {
        try (RunningServer server = serverWithPlaces(1);
                HttpSocket first = server.connect()) {
            first.ask(Requests.FAST);
            CountDownLatch sent = server.hold();
            try (HttpSocket second = server.connect().send(Requests.FAST)) {
                sent.countDown();
                assertThat(second.read().status()).isEqualTo(503);
                assertThat(second.atEnd()).isTrue();
            }
        }
    }

    @Test
    void whoHasLeftIsNoLongerCounted() throws Exception {
        try (RunningServer server = serverWithPlaces(10);
                HttpSocket asking = server.connect()) {
            try (HttpSocket other = server.connect()) {
                other.ask(Requests.FAST);
                assertThat(asking.ask(Requests.get("/metrics")).body()).contains("\ntenstages_connections 2\n");
            }
            await().until(() -> asking.ask(Requests.get("/metrics")).body().contains("\ntenstages_connections 1\n"));
        }
    }

    /** It may send as long as it likes, but not for ever: then it is hung up on, whether it reads or not. */
    @Test
    void whoIsRefusedAndGoesOnSendingIsHungUpOnInTheEnd() throws Exception {
        try (RunningServer server = serverWithPlaces(1);
                HttpSocket stubborn = server.connect()) {
            assertThat(stubborn.ask(REFUSED).status()).isEqualTo(400);
            // Its time begins once the event loop has gone on, behind the reply.
            assertThat(isAPlaceFree(server)).isFalse();
            for (int time = 0; time < LONGEST_MS; time += PAUSE_MS) {
                stubborn.send("x");
                clock.advance(PAUSE_MS, server.eventLoop);
            }
            assertThat(isAPlaceFree(server)).isFalse();
            clock.advance(PAUSE_MS, server.eventLoop);
            assertThat(isAPlaceFree(server)).isTrue();
            await().untilAsserted(
                            () -> assertThatThrownBy(() -> stubborn.send("x")).isInstanceOf(IOException.class));
        }
    }

    @Test
    void whoIsRefusedAndSilentIsClosedSooner() throws Exception {
        try (RunningServer server = serverWithPlaces(1);
                HttpSocket silent = server.connect()) {
            assertThat(silent.ask(REFUSED).status()).isEqualTo(400);
            assertThat(silent.atEnd()).isTrue();
            for (int time = 0; time < SILENT_MS; time += PAUSE_MS) {
                assertThat(isAPlaceFree(server)).isFalse();
                clock.advance(PAUSE_MS, server.eventLoop);
            }
            clock.advance(PAUSE_MS, server.eventLoop);
            assertThat(isAPlaceFree(server)).isTrue();
        }
    }

    /** The body is far more than a buffer, and still on its way when it is refused. The reply must not be lost. */
    @Test
    void aBodyThatIsTooLargeIsRefusedAndTheReplyArrives() throws Exception {
        try (RunningServer server = serverWithPlaces(10);
                HttpSocket client = server.connect()) {
            client.send("POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(1_000_000));
            assertThat(client.read().status()).isEqualTo(413);
            assertThat(client.atEnd()).isTrue();
        }
    }

    /** The second one is asked while the first one sleeps, and a third one stands behind the first. */
    @Test
    void whoSleepsHoldsUpNobodyElse() throws Exception {
        try (RunningServer server = serverWithPlaces(10);
                HttpSocket sleeping = server.connect();
                HttpSocket other = server.connect()) {
            sleeping.send(Requests.get("/sleep") + Requests.get("/nothing"));
            await().until(() -> queue.size() == 1);
            assertThat(other.ask(Requests.FAST).status()).isEqualTo(200);
            assertThat(sleeping.available()).isZero();
            ((Request.Sleep) queue.take()).whenDone().accept(Reply.OK);
            assertThat(sleeping.read().status()).isEqualTo(200);
            assertThat(sleeping.read().status()).isEqualTo(404);
        }
    }

    /** What it sends meanwhile stays in the sockets' buffers, which have an end. */
    @Test
    void aClientThatWaitsForAWorkerIsNotRead() throws Exception {
        try (RunningServer server = serverWithPlaces(1);
                SocketChannel client = SocketChannel.open(server.address())) {
            client.write(ByteBuffer.wrap(Requests.get("/sleep").getBytes(ISO_8859_1)));
            await().until(() -> queue.size() == 1);
            assertThat(Flood.send(Requests.FAST.repeat(1000), client, server)).isLessThan(Flood.MUCH);
        }
    }

    @Test
    void aReplyToAClientThatIsGoneIsForgotten() throws Exception {
        try (RunningServer server = serverWithPlaces(1)) {
            try (HttpSocket gone = server.connect()) {
                gone.send(Requests.get("/sleep"));
                await().until(() -> queue.size() == 1);
                gone.socket.setSoLinger(true, 0);
            }
            ((Request.Sleep) queue.take()).whenDone().accept(Reply.OK);
            await().until(() -> isAPlaceFree(server));
        }
    }

    /** It has no handler. The others go on. */
    @Test
    void aFailureClosesOnlyThatConnection() throws Exception {
        try (RunningServer server = new RunningServer(Config.of("--port=0"), new Handler(null, queue, null, null));
                HttpSocket failing = server.connect();
                HttpSocket other = server.connect()) {
            failing.send(Requests.post(Requests.BUY));
            assertThat(failing.atEnd()).isTrue();
            assertThat(other.ask(Requests.FAST).status()).isEqualTo(200);
        }
    }

    @Test
    void aClientWithALotToSayTakesTurnsWithTheOthers() throws Exception {
        try (RunningServer server = serverWithPlaces(10)) {
            assertThat(aheadOfTheOther(server)).isLessThan(200 * 120 / 2);
        }
    }

    /** Each look at the clock takes a millisecond, so there is time for one request in each turn. */
    @Test
    void aTurnEndsWhenItHasTakenTooLong() throws Exception {
        AtomicLong time = new AtomicLong();
        LongSupplier hasty = () -> time.addAndGet(1_000_000);
        try (RunningServer server = new RunningServer(Config.of("--port=0"), handler, hasty)) {
            assertThat(aheadOfTheOther(server)).isLessThan(2048);
        }
    }

    /** How many bytes a client that asks a lot has before another one, if all requests are there from the beginning. */
    private static int aheadOfTheOther(RunningServer server) throws Exception {
        try (HttpSocket talking = server.connect();
                HttpSocket brief = server.connect()) {
            CountDownLatch sent = server.hold();
            talking.send(Requests.FAST.repeat(200));
            brief.send(Requests.FAST);
            CompletableFuture<Integer> ahead = new CompletableFuture<>();
            server.eventLoop.execute(() -> lookAfterEachTurn(server.eventLoop, brief, talking, ahead));
            sent.countDown();
            return ahead.get();
        }
    }

    /** How many bytes the one has when the other one has its reply. */
    private static void lookAfterEachTurn(
            EventLoop eventLoop, HttpSocket brief, HttpSocket talking, CompletableFuture<Integer> ahead) {
        try {
            if (brief.available() > 0) {
                ahead.complete(talking.available());
            } else {
                eventLoop.execute(() -> lookAfterEachTurn(eventLoop, brief, talking, ahead));
            }
        } catch (IOException e) {
            ahead.completeExceptionally(e);
        }
    }
}
