package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.Replies;

/** Balances that another server has, and what becomes of a question that it does not answer. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeersTest {
    /** Nanoseconds that the test lets pass, beside those that do. */
    private final AtomicLong passed = new AtomicLong();

    private final EventLoop eventLoop = newEventLoop();
    private final Peers peers = new Peers(eventLoop);
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private ServerSocket other;

    @BeforeEach
    void start() throws IOException {
        other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        new Thread(
                        () -> {
                            try {
                                eventLoop.run();
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        },
                        "event-loop")
                .start();
    }

    @AfterEach
    void stop() throws IOException {
        eventLoop.close();
        other.close();
    }

    private EventLoop newEventLoop() {
        try {
            return new EventLoop(() -> System.nanoTime() + passed.get());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private CompletableFuture<Reply> ask(String user) {
        CompletableFuture<Reply> balance = new CompletableFuture<>();
        InetSocketAddress address = new InetSocketAddress(other.getInetAddress(), other.getLocalPort());
        eventLoop.execute(() -> peers.ask(address, user, balance, () -> failures.add(user)));
        return balance;
    }

    @Test
    void severalQuestionsShareAConnectionAndEachGetsItsOwnAnswer() throws Exception {
        CompletableFuture<Reply> ada = ask("ada");
        CompletableFuture<Reply> bob = ask("bob");
        try (Socket asker = other.accept()) {
            BufferedReader lines = lines(asker);
            assertThat(lines.readLine()).isEqualTo("{\"type\":\"balance\",\"user\":\"ada\"}");
            assertThat(lines.readLine()).isEqualTo("{\"type\":\"balance\",\"user\":\"bob\"}");
            answer(asker, "{\"status\":\"ok\",\"balance\":5}\n{\"status\":\"ok\",\"bal");
            assertThat(ada.get().toString()).isEqualTo(Replies.balance(5));
            assertThat(bob).isNotDone();
            answer(asker, "ance\":-9223372036854775808}\n");
            assertThat(bob.get().toString()).isEqualTo(Replies.balance(Long.MIN_VALUE));
            CompletableFuture<Reply> cleo = ask("cleo");
            assertThat(lines.readLine()).contains("cleo");
            answer(asker, "{\"status\":\"ok\",\"balance\":0}\n");
            assertThat(cleo.get().toString()).isEqualTo(Replies.balance(0));
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void whateverIsInANameArrives() throws Exception {
        String user = "\"\\\n\u00e9\ud83d\ude00\ud800";
        ask(user);
        try (Socket asker = other.accept()) {
            Request request = new RequestParser().parse(lines(asker).readLine().getBytes(UTF_8));
            assertThat(request).isEqualTo(new Request.BalanceQuery(user));
        }
    }

    @Test
    void whenTheOtherServerLeavesEveryQuestionHasFailedAndTheNextOneConnectsAgain() throws Exception {
        ask("ada");
        ask("bob");
        try (Socket asker = other.accept()) {
            BufferedReader lines = lines(asker);
            lines.readLine();
            lines.readLine();
        }
        assertThat(failures.take()).isEqualTo("ada");
        assertThat(failures.take()).isEqualTo("bob");
        CompletableFuture<Reply> again = ask("ada");
        try (Socket asker = other.accept()) {
            lines(asker).readLine();
            answer(asker, "{\"status\":\"ok\",\"balance\":5}\n");
            assertThat(again.get().toString()).isEqualTo(Replies.balance(5));
        }
    }

    @Test
    void aServerThatIsNotThereIsAFailure() throws Exception {
        other.close();
        CompletableFuture<Reply> balance = ask("ada");
        assertThat(failures.take()).isEqualTo("ada");
        assertThat(balance).isNotDone();
    }

    @Test
    void aQuestionThatIsRefusedHasFailedAloneAndTheConnectionStays() throws Exception {
        ask("ada");
        CompletableFuture<Reply> bob = ask("bob");
        try (Socket asker = other.accept()) {
            BufferedReader lines = lines(asker);
            lines.readLine();
            lines.readLine();
            answer(asker, Replies.BUSY + "\n" + Replies.balance(5) + "\n");
            assertThat(bob.get().toString()).isEqualTo(Replies.balance(5));
            assertThat(failures).containsExactly("ada");
        }
    }

    /** The other server cannot answer all this: it is not even connected. */
    @Test
    void onlySoManyQuestionsWaitAndThoseThatNobodyAsksAnyMoreAreNotSent() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        InetSocketAddress address = new InetSocketAddress(other.getInetAddress(), other.getLocalPort());
        eventLoop.execute(() -> {
            for (int i = 0; i < Questions.MOST; i++) {
                CompletableFuture<Reply> left = new CompletableFuture<>();
                peers.ask(address, "left", left, () -> failures.add("left"));
                left.cancel(false);
            }
            peers.ask(address, "ada", new CompletableFuture<>(), () -> failures.add("ada"));
            asked.countDown();
        });
        asked.await();
        assertThat(failures).containsExactly("ada");
        try (Socket asker = other.accept()) {
            CompletableFuture<Reply> bob = new CompletableFuture<>();
            BufferedReader lines = lines(asker);
            while (!bob.isDone()) {
                eventLoop.execute(() -> peers.ask(address, "bob", bob, () -> {}));
                assertThat(lines.readLine()).contains("bob");
                answer(asker, Replies.balance(1) + "\n");
                bob.get();
            }
        }
    }

    @Test
    void aServerThatIsSilentForASecondIsAFailureAndItsConnectionEnds() throws Exception {
        ask("ada");
        try (Socket asker = other.accept()) {
            BufferedReader lines = lines(asker);
            assertThat(lines.readLine()).contains("ada");
            passed.addAndGet(1_002_000_000);
            CompletableFuture.runAsync(() -> {}, eventLoop::execute).join();
            assertThat(failures).containsExactly("ada");
            assertThat(lines.readLine()).isNull();
        }
    }

    /** In between, nobody asked anything for longer than that. */
    @Test
    void aServerThatIsSilentLaterIsNoticedToo() throws Exception {
        CompletableFuture<Reply> bob = ask("bob");
        try (Socket asker = other.accept()) {
            BufferedReader lines = lines(asker);
            lines.readLine();
            answer(asker, Replies.balance(5) + "\n");
            bob.get();
            passed.addAndGet(1_002_000_000);
            CompletableFuture.runAsync(() -> {}, eventLoop::execute).join();
            ask("ada");
            assertThat(lines.readLine()).contains("ada");
            passed.addAndGet(1_002_000_000);
            CompletableFuture.runAsync(() -> {}, eventLoop::execute).join();
            assertThat(failures).containsExactly("ada");
        }
    }

    @Test
    void aServerThatAnswersSomethingElseIsAFailure() throws Exception {
        for (String strange : new String[] {
            "HTTP/1.1 400 Bad Request\r\n",
            "{\"status\":\"ok\"}\n",
            "{\"status\":\"ok\",\"balance\":5}\n".repeat(2),
            "x".repeat(2000)
        }) {
            CompletableFuture<Reply> balance = ask("ada");
            CompletableFuture<Reply> second = ask("bob");
            try (Socket asker = other.accept()) {
                BufferedReader lines = lines(asker);
                assertThat(lines.readLine()).contains("ada");
                assertThat(lines.readLine()).contains("bob");
                answer(asker, strange + strange);
                if (strange.contains("balance")) {
                    assertThat(balance.get().toString()).isEqualTo(Replies.balance(5));
                    assertThat(second.get().toString()).isEqualTo(Replies.balance(5));
                } else {
                    assertThat(failures.take()).isEqualTo("ada");
                    assertThat(failures.take()).isEqualTo("bob");
                }
                // The connection has ended, so the next question gets another one.
                assertThat(lines.readLine()).isNull();
            }
        }
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    private static void answer(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }
}
