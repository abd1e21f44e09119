package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AcceptorTest {
    private static final int CLIENTS = 200;
    private static final int TURN_ACCEPTS = 64;

    /** All of them wait to be accepted. Those who are served already have turns in between. */
    @Test
    void aStormOfNewClientsIsAdmittedInTurns() throws Exception {
        List<LineClient> clients = new ArrayList<>();
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), AnyHandler.create());
                Pipe.SinkChannel served = Pipe.open().sink()) {
            CountDownLatch connected = new CountDownLatch(1);
            server.eventLoop.execute(() -> awaitUninterruptibly(connected));
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(server.connect().send("x\n"));
            }
            served.configureBlocking(false);
            // How many have a reply by then: one number for each turn of the one who is served already.
            List<Long> answered = new ArrayList<>();
            CompletableFuture<Void> all = new CompletableFuture<>();
            server.eventLoop.execute(() -> eachTurn(server.eventLoop, served, () -> {
                answered.add(clients.stream().filter(AcceptorTest::hasReply).count());
                if (answered.contains((long) CLIENTS)) {
                    all.complete(null);
                }
            }));
            connected.countDown();
            all.join();
            assertThat(answered.stream().filter(count -> count > 0).distinct())
                    .hasSizeGreaterThanOrEqualTo(CLIENTS / TURN_ACCEPTS);
        } finally {
            for (LineClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void onlyTheEventLoopClosesIt() throws Exception {
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), AnyHandler.create())) {
            assertThatThrownBy(server.acceptor::close).isInstanceOf(AssertionError.class);
            server.connect().close();
            CompletableFuture.runAsync(server.acceptor::close, server.eventLoop::execute)
                    .join();
            // The selector lets go of it in the next turn of the loop.
            CompletableFuture.runAsync(() -> {}, server.eventLoop::execute).join();
            assertThatThrownBy(server::connect).isInstanceOf(ConnectException.class);
        }
    }

    private static boolean hasReply(LineClient client) {
        try {
            return client.available() > 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void eachTurn(EventLoop eventLoop, Pipe.SinkChannel alwaysReady, Runnable action) {
        try {
            eventLoop.register(alwaysReady, SelectionKey.OP_WRITE, new EventLoop.Attachment() {
                @Override
                public void onReady() {
                    action.run();
                }

                @Override
                public void close() {
                    EventLoop.closeQuietly(alwaysReady);
                }
            });
        } catch (IOException e) {
            throw new AssertionError(e);
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
