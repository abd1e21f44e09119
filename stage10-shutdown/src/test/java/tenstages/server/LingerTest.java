package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;

/** What happens to a client after its last reply. Whether it still has its place is seen by who comes after it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LingerTest {
    private static final String TOO_LONG = "x".repeat(101);
    private static final int PAUSE_MS = 50;
    private static final int SILENT_MS = 1000;
    private static final int LONGEST_MS = 5000;

    private final StoppedClock clock = new StoppedClock();

    private RunningServer serverWithPlaces(int places) throws IOException {
        Config config = Config.of("--port=0", "--max-line-bytes=100", "--max-connections=" + places);
        return new RunningServer(config, AnyHandler.create(), clock);
    }

    private static boolean isAPlaceFree(RunningServer server) {
        try (LineClient another = server.connect()) {
            return another.ask("x").contains("invalid_json");
        } catch (IOException e) {
            // It was turned away before it sent anything, and the line that says so may be lost by that.
            return false;
        }
    }

    /** It may send as long as it likes, but not for ever: then it is hung up on, whether it reads or not. */
    @Test
    void itIsHungUpOnInTheEnd() throws Exception {
        try (RunningServer server = serverWithPlaces(1);
                LineClient stubborn = server.connect()) {
            assertThat(stubborn.ask(TOO_LONG)).contains("line_too_long");
            for (int time = 0; time < LONGEST_MS; time += PAUSE_MS) {
                assertThat(isAPlaceFree(server)).as("after %s ms", time).isFalse();
                stubborn.send("x");
                clock.advance(PAUSE_MS, server.eventLoop);
            }
            clock.advance(PAUSE_MS, server.eventLoop);
            assertThat(isAPlaceFree(server)).isTrue();
            await().untilAsserted(
                            () -> assertThatThrownBy(() -> stubborn.send("x")).isInstanceOf(IOException.class));
        }
    }

    /**
     * There is room for two. The silent one makes room while the other one, who goes on sending, still has its place.
     */
    @Test
    void oneThatIsSilentIsClosedSooner() throws Exception {
        try (RunningServer server = serverWithPlaces(2);
                LineClient silent = server.connect();
                LineClient talking = server.connect()) {
            for (LineClient client : List.of(silent, talking)) {
                assertThat(client.ask(TOO_LONG)).contains("line_too_long");
            }
            for (int time = 0; time < SILENT_MS; time += PAUSE_MS) {
                assertThat(isAPlaceFree(server)).as("after %s ms", time).isFalse();
                talking.send("x");
                clock.advance(PAUSE_MS, server.eventLoop);
            }
            try (LineClient another = server.connect()) {
                assertThat(another.ask("x")).contains("invalid_json");
                assertThat(isAPlaceFree(server))
                        .as("the talking one has its place")
                        .isFalse();
            }
        }
    }

    @Test
    void whoSaysSomethingBeginsItsSilenceAnew() throws Exception {
        try (RunningServer server = serverWithPlaces(1);
                LineClient client = server.connect()) {
            assertThat(client.ask(TOO_LONG)).contains("line_too_long");
            for (int time = 0; time < SILENT_MS / 2; time += PAUSE_MS) {
                clock.advance(PAUSE_MS, server.eventLoop);
            }
            client.send("x");
            for (int time = 0; time < SILENT_MS; time += PAUSE_MS) {
                clock.advance(PAUSE_MS, server.eventLoop);
                assertThat(isAPlaceFree(server)).as("after %s ms", time).isFalse();
            }
            clock.advance(PAUSE_MS, server.eventLoop);
            clock.advance(PAUSE_MS, server.eventLoop);
            assertThat(isAPlaceFree(server)).isTrue();
        }
    }

    /** What fills the buffer is not followed by a pause: a client that has sent a lot would otherwise be hung up on. */
    @Test
    void aLotThatHasArrivedIsDiscardedAtOnce() throws Exception {
        try (RunningServer server = serverWithPlaces(1);
                Socket client = new Socket()) {
            client.setSendBufferSize(256 * 1024);
            client.connect(server.address());
            CountDownLatch sent = new CountDownLatch(1);
            server.eventLoop.execute(() -> awaitUninterruptibly(sent));
            client.getOutputStream().write("x".repeat(128 * 1024).getBytes(UTF_8));
            client.shutdownOutput();
            sent.countDown();
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .contains("line_too_long");
            // A pause for the rest, which does not fill the buffer, one for the end behind it, and two more for a busy
            // system.
            for (int pause = 0; pause < 4 && !isAPlaceFree(server); pause++) {
                clock.advance(PAUSE_MS, server.eventLoop);
            }
            assertThat(isAPlaceFree(server)).isTrue();
        }
    }

    /** Bytes that nobody has read would make the end a reset. The event loop is held up until they are there. */
    @Test
    void whoIsTurnedAwayInTheMiddleOfALineSeesAnEnd() throws Exception {
        try (RunningServer server = serverWithPlaces(1);
                LineClient first = server.connect()) {
            assertThat(first.ask("x")).contains("invalid_json");
            CountDownLatch heldUp = new CountDownLatch(1);
            CountDownLatch sent = new CountDownLatch(1);
            server.eventLoop.execute(() -> {
                heldUp.countDown();
                awaitUninterruptibly(sent);
            });
            heldUp.await();
            try (LineClient second = server.connect().send("x")) {
                sent.countDown();
                assertThat(second.readLine()).contains("too_many_connections");
                assertThat(second.atEnd()).isTrue();
                // After a reset nothing can be sent either.
                second.send("x");
                // By now it has come to a connection that is closed.
                await().untilAsserted(
                                () -> assertThatThrownBy(() -> second.send("x")).isInstanceOf(IOException.class));
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
