package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody has a connection for ever. The clock stands still, but for what a test sets it forward. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LateTest {
    private static final int REQUEST_MS = 1000;
    private static final int IDLE_MS = 5000;
    private static final int LOOK_MS = 100;
    private static final int MUCH_TO_READ = 8 << 20;

    private final StoppedClock clock = new StoppedClock();
    private final BlockingQueue<Request.Work> queue = new ArrayBlockingQueue<>(10);
    private RunningServer server;

    @BeforeEach
    void start() throws IOException {
        Config config = Config.of("--port=0", "--request-ms=" + REQUEST_MS, "--idle-ms=" + IDLE_MS);
        server = new RunningServer(config, AnyHandler.with(queue, new Metrics()), clock);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aRequestThatIsNotWholeInTimeIsRefused() throws Exception {
        try (HttpSocket slow = server.connect();
                HttpSocket other = server.connect()) {
            other.ask(Requests.FAST);
            slow.ask(Requests.FAST);
            sendAndSee(slow, "GET /fa");
            pass(REQUEST_MS);
            assertThat(slow.available()).isZero();
            pass(LOOK_MS);
            HttpSocket.Answer answer = slow.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.fields()).containsEntry("connection", "close");
            assertThat(slow.atEnd()).isTrue();
            assertThat(other.ask(Requests.FAST).status())
                    .as("who is idle for as long")
                    .isEqualTo(200);
        }
    }

    /** A byte now and a byte then does not buy time, in whatever part of the request they are. */
    @Test
    void aClientThatDribblesIsRefusedToo() throws Exception {
        for (String beginning : new String[] {
            "G", "GET /fast HTTP/1.1\r\n", "POST /events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
        }) {
            try (HttpSocket slow = server.connect()) {
                sendAndSee(slow, beginning);
                for (int time = 0; time < REQUEST_MS; time += LOOK_MS) {
                    assertThat(slow.available()).isZero();
                    sendAndSee(slow, "x");
                    pass(LOOK_MS);
                }
                pass(LOOK_MS);
                assertThat(slow.read().status()).as(beginning).isEqualTo(408);
            }
        }
    }

    /** The time begins with the request: a connection may be idle before, and longer than a request may take. */
    @Test
    void theTimeOfARequestBeginsWithItsFirstByte() throws Exception {
        try (HttpSocket client = server.connect()) {
            pass(REQUEST_MS * 3);
            sendAndSee(client, "GET /fast HTTP/1.1\r\n");
            pass(REQUEST_MS - LOOK_MS);
            assertThat(client.ask("Host: x\r\n\r\n").status()).isEqualTo(200);
            sendAndSee(client, "GET /fast");
            pass(REQUEST_MS - LOOK_MS);
            assertThat(client.ask(" HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionThatIsIdleEndsWithoutAReply() throws Exception {
        try (HttpSocket never = server.connect();
                HttpSocket once = server.connect();
                HttpSocket emptyLines = server.connect();
                HttpSocket busy = server.connect()) {
            once.ask(Requests.FAST);
            for (int time = 0; time < IDLE_MS; time += LOOK_MS) {
                busy.ask(Requests.FAST);
                sendAndSee(emptyLines, "\r\n");
                assertThat(never.available() + once.available()).isZero();
                pass(LOOK_MS);
            }
            pass(LOOK_MS);
            assertThat(never.atEnd()).isTrue();
            assertThat(once.atEnd()).isTrue();
            assertThat(emptyLines.atEnd()).isTrue();
            assertThat(busy.ask(Requests.FAST).status()).isEqualTo(200);
        }
    }

    /** What a worker takes long for is not the client's fault. */
    @Test
    void aClientThatWaitsForAWorkerIsNotLate() throws Exception {
        try (HttpSocket client = server.connect()) {
            client.send(Requests.get("/sleep") + "GET /fa");
            await().until(() -> queue.size() == 1);
            pass(3 * IDLE_MS);
            ((Request.Sleep) queue.take()).whenDone().accept(Reply.OK);
            assertThat(client.read().status()).isEqualTo(200);
            pass(REQUEST_MS - LOOK_MS);
            assertThat(client.ask("st HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
        }
    }

    /** The reply is there, and the next look at the clock comes before it is written. */
    @Test
    void aClientIsNotLateWhenTheWorkerHasItsReply() throws Exception {
        try (HttpSocket client = server.connect()) {
            client.send(Requests.get("/sleep") + "GET /fa");
            await().until(() -> queue.size() == 1);
            CountDownLatch later = server.hold();
            ((Request.Sleep) queue.take()).whenDone().accept(Reply.OK);
            clock.advance(IDLE_MS);
            later.countDown();
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.ask("st HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(200);
        }
    }

    /** It asks for more than its socket takes, and reads nothing. */
    @Test
    void aClientThatDoesNotReadIsHungUpOn() throws Exception {
        try (SocketChannel deaf = SocketChannel.open(server.address());
                HttpSocket other = server.connect()) {
            assertThat(Flood.send(Requests.get("/").repeat(1000), deaf, server)).isLessThan(Flood.MUCH);
            passFor(other, IDLE_MS);
            assertThat(clients()).isEqualTo(2);
            // Not at once: now and then a system finds room for some more bytes, and that is progress.
            await().until(() -> {
                passFor(other, IDLE_MS);
                return clients() == 1;
            });
        }
    }

    /** It takes what the sockets hold, and then nothing for nearly as long as it may. What it has asked is whole. */
    @Test
    void aClientThatReadsNowAndThenIsNotHungUpOn() throws Exception {
        try (SocketChannel slow = SocketChannel.open(server.address());
                HttpSocket other = server.connect()) {
            Flood.send(Requests.get("/").repeat(1000), slow, server);
            slow.configureBlocking(true);
            for (int i = 0; i < 2; i++) {
                passFor(other, IDLE_MS - LOOK_MS);
                assertThat(clients()).isEqualTo(2);
                slow.socket().getInputStream().readNBytes(MUCH_TO_READ);
            }
        }
    }

    /** Meanwhile this client is not idle. */
    private void passFor(HttpSocket busy, long millis) throws Exception {
        for (long time = 0; time < millis; time += LOOK_MS) {
            busy.ask(Requests.FAST);
            pass(LOOK_MS);
        }
    }

    /** As the server itself counts them, but for the one who asks. */
    private int clients() throws IOException {
        try (HttpSocket asking = server.connect()) {
            String metrics = asking.ask(Requests.get("/metrics")).body();
            Matcher connections =
                    Pattern.compile("tenstages_connections (\\d+)").matcher(metrics);
            assertThat(connections.find()).isTrue();
            return Integer.parseInt(connections.group(1)) - 1;
        }
    }

    /** Returns when the server has read it: by then a reply to another client that was asked later is there. */
    private void sendAndSee(HttpSocket client, String bytes) throws Exception {
        client.send(bytes);
        for (int i = 0; i < 2; i++) {
            try (HttpSocket witness = server.connect()) {
                witness.ask(Requests.FAST);
            }
        }
    }

    /** In steps, because the server looks at the clock now and again. */
    private void pass(long millis) throws InterruptedException {
        for (long passed = 0; passed < millis; passed += LOOK_MS) {
            clock.advance(LOOK_MS, server.eventLoop);
        }
    }
}
