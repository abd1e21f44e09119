package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventLoopTest {
    private final StoppedClock clock = new StoppedClock();
    private EventLoop eventLoop;
    private Pipe pipe;

    /** What is attached to a channel that is always ready. */
    private static class Always implements EventLoop.Attachment {
        final AtomicInteger calls = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();

        @Override
        public void onReady() {
            calls.incrementAndGet();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @BeforeEach
    void open() throws IOException {
        eventLoop = new EventLoop(clock);
        pipe = Pipe.open();
        pipe.sink().configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        eventLoop.close();
        pipe.sink().close();
        pipe.source().close();
    }

    /** Runs the event loop on a thread of its own. Done when it has ended, with what it has thrown. */
    private static CompletableFuture<Void> run(EventLoop eventLoop) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                eventLoop.run();
                end.complete(null);
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    private void register(EventLoop.Attachment attachment) throws IOException {
        eventLoop.register(pipe.sink(), SelectionKey.OP_WRITE, attachment);
    }

    @Test
    void aTaskIsNotRunBeforeItIsDue() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        run(eventLoop);
        eventLoop.schedule(50, () -> done.add("at 50"));
        clock.advance(49, eventLoop);
        assertThat(done).isEmpty();
        clock.advance(1, eventLoop);
        assertThat(done).containsExactly("at 50");
        clock.advance(1000, eventLoop);
        assertThat(done).as("once").hasSize(1);
    }

    /** All of them are due in the same round, and those behind the overflow of the clock are not the first. */
    @Test
    void tasksRunOnTheEventLoopAndInTheOrderOfTheirTime() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        assertThat(eventLoop.isCurrentThread()).isFalse();
        eventLoop.schedule(400, () -> done.add("third"));
        eventLoop.schedule(200, () -> done.add("second"));
        eventLoop.schedule(1, () -> done.add("first " + eventLoop.isCurrentThread()));
        run(eventLoop);
        clock.advance(400, eventLoop);
        assertThat(done).containsExactly("first true", "second", "third");
    }

    @Test
    void anotherThreadsTaskWakesTheLoop() throws Exception {
        EventLoop real = new EventLoop(System::nanoTime);
        run(real);
        for (int i = 0; i < 100; i++) {
            CountDownLatch now = new CountDownLatch(1);
            real.execute(now::countDown);
            now.await();
        }
        real.close();
    }

    /** Nothing else happens meanwhile: it sleeps, and looks at the clock only when it wakes. */
    @Test
    void theLoopWakesByItselfWhenATaskIsDueAndNotMuchSooner() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        EventLoop real = new EventLoop(() -> {
            looks.incrementAndGet();
            return System.nanoTime();
        });
        run(real);
        long asked = System.nanoTime();
        CompletableFuture<Long> ran = new CompletableFuture<>();
        real.schedule(100, () -> ran.complete(System.nanoTime()));
        assertThat(ran.get() - asked).isBetween(100_000_000L, 50 * 100_000_000L);
        assertThat(looks).hasValueLessThan(50);
        real.close();
    }

    /** What is ready may be the listener, without which the others are no server: see Main.fail. */
    @Test
    void anAttachmentThatThrowsEndsTheLoop() throws Exception {
        register(new Always() {
            @Override
            public void onReady() {
                throw new IllegalStateException("a bug");
            }
        });
        assertThatThrownBy(run(eventLoop)::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("a bug");
    }

    @Test
    void tasksThatComeDueAgainAndAgainDoNotKeepTheSocketsWaiting() throws Exception {
        Always attachment = new Always();
        register(attachment);
        again();
        run(eventLoop);
        await().until(() -> attachment.calls.get() > 10);
    }

    private void again() {
        eventLoop.execute(this::again);
    }

    @Test
    void onlyTheEventLoopRegistersOnceItRuns() throws Exception {
        Always attachment = new Always();
        register(attachment);
        run(eventLoop);
        await().until(() -> attachment.calls.get() > 0);
        assertThatThrownBy(() -> register(attachment)).isInstanceOf(AssertionError.class);
        CompletableFuture<Void> registered = CompletableFuture.runAsync(
                () -> {
                    try {
                        register(attachment);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                eventLoop::execute);
        registered.join();
    }

    @Test
    void everyAttachmentIsClosedAtTheEnd() throws Exception {
        Always attachment = new Always();
        register(attachment);
        CompletableFuture<Void> end = run(eventLoop);
        await().until(() -> attachment.calls.get() > 0);
        assertThat(attachment.closed).hasValue(0);
        eventLoop.close();
        end.join();
        assertThat(attachment.closed).hasValue(1);
        assertThat(pipe.sink().isRegistered()).isFalse();
    }
}
