package tenstages.server;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.collection;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
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
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), AnyHandler.create())) {
            CountDownLatch connected = new CountDownLatch(1);
            server.eventLoop.execute(() -> awaitUninterruptibly(connected));
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(server.connect().send("x\n"));
            }
            List<Long> answered = new ArrayList<>();
            CompletableFuture<Void> all = new CompletableFuture<>();
            server.eventLoop.execute(() -> countAfterEachTurn(server.eventLoop, clients, answered, all));
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

    /** A task that comes again: it counts who has a reply, once whenever each of the sockets has had its turn. */
    private static void countAfterEachTurn(
            EventLoop eventLoop, List<LineClient> clients, List<Long> answered, CompletableFuture<Void> all) {
        answered.add(clients.stream().filter(AcceptorTest::hasReply).count());
        if (answered.contains((long) CLIENTS)) {
            all.complete(null);
        } else {
            eventLoop.execute(() -> countAfterEachTurn(eventLoop, clients, answered, all));
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
            // A process that another test starts has the listener too, until its own program runs.
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> server.connect().close()).isInstanceOf(ConnectException.class));
        }
    }

    /** Nobody else knows the channels of the clients. */
    @Test
    void noReplyWaitsForTheOneBeforeToBeConfirmedAndADeadClientIsNoticedOneDay() throws Exception {
        try (RunningServer server = new RunningServer(Config.of("--port", "0"), AnyHandler.create());
                LineClient client = server.connect()) {
            client.ask("x");
            assertThat(server.eventLoop)
                    .extracting("selector", as(type(Selector.class)))
                    .extracting(Selector::keys, as(collection(SelectionKey.class)))
                    .extracting(SelectionKey::channel)
                    .filteredOn(SocketChannel.class::isInstance)
                    .singleElement(as(type(SocketChannel.class)))
                    .satisfies(accepted -> {
                        assertThat(accepted.getOption(StandardSocketOptions.TCP_NODELAY))
                                .isTrue();
                        assertThat(accepted.getOption(StandardSocketOptions.SO_KEEPALIVE))
                                .isTrue();
                    });
        }
    }

    private static boolean hasReply(LineClient client) {
        try {
            return client.available() > 0;
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
