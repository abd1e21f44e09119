package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventLoopTest {
    private EventLoop eventLoop;
    private Thread thread;

    /** Something that is always ready. */
    private static final class Always implements EventLoop.Attachment {
        final AtomicInteger calls = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        Exception failure;
        Channel channel;

        @Override
        public void onReady() throws IOException {
            calls.incrementAndGet();
            if (failure instanceof IOException io) {
                throw io;
            }
            if (failure instanceof RuntimeException unexpected) {
                throw unexpected;
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            if (channel != null) {
                EventLoop.closeQuietly(channel);
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        eventLoop = new EventLoop();
        thread = new Thread(() -> {
            try {
                eventLoop.run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        thread.setDaemon(true);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        eventLoop.close();
        thread.join(20_000);
    }

    @Test
    void tasksRunOnTheEventLoopAndInTheOrderOfTheirTime() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        CountDownLatch last = new CountDownLatch(1);
        assertThat(eventLoop.isCurrentThread()).isFalse();
        eventLoop.schedule(400, () -> done.add("third"));
        eventLoop.schedule(401, last::countDown);
        eventLoop.schedule(200, () -> done.add("second"));
        eventLoop.execute(() -> done.add("first " + eventLoop.isCurrentThread()));
        thread.start();
        last.await();
        assertThat(done).containsExactly("first true", "second", "third");
    }

    @Test
    void aTaskIsNotRunBeforeItIsDueAndAnotherThreadsTaskWakesTheLoop() throws Exception {
        thread.start();
        CountDownLatch now = new CountDownLatch(1);
        eventLoop.execute(() -> {});
        eventLoop.execute(now::countDown);
        assertThat(now.await(30, TimeUnit.SECONDS)).isTrue();
        long asked = System.nanoTime();
        CountDownLatch later = new CountDownLatch(1);
        eventLoop.schedule(50, later::countDown);
        later.await();
        assertThat(System.nanoTime() - asked).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    void whateverGoesWrongWithOneAttachmentClosesOnlyThatOne() throws Exception {
        for (Exception failure : List.of(new IOException("gone"), new IllegalStateException("a bug"))) {
            Pipe one = Pipe.open();
            Pipe two = Pipe.open();
            Always healthy = new Always();
            Always failing = new Always();
            failing.failure = failure;
            failing.channel = two.sink();
            try (Pipe.SinkChannel first = one.sink();
                    Pipe.SinkChannel second = two.sink()) {
                first.configureBlocking(false);
                second.configureBlocking(false);
                eventLoop.register(first, SelectionKey.OP_WRITE, healthy);
                eventLoop.register(second, SelectionKey.OP_WRITE, failing);
                if (!thread.isAlive()) {
                    thread.start();
                }
                eventLoop.execute(() -> {});
                await().until(() -> failing.closed.get() > 0);
                int before = healthy.calls.get();
                await().until(() -> healthy.calls.get() > before);
                assertThat(healthy.closed).hasValue(0);
            }
            one.source().close();
            two.source().close();
        }
    }

    @Test
    void tasksThatComeDueAgainAndAgainDoNotKeepTheSocketsWaiting() throws Exception {
        Pipe pipe = Pipe.open();
        Always attachment = new Always();
        try (Pipe.SinkChannel sink = pipe.sink();
                Pipe.SourceChannel source = pipe.source()) {
            sink.configureBlocking(false);
            eventLoop.register(sink, SelectionKey.OP_WRITE, attachment);
            again();
            thread.start();
            await().until(() -> attachment.calls.get() > 10);
        }
    }

    private void again() {
        eventLoop.execute(this::again);
    }

    /** In a drain this order keeps the pills behind what was accepted in the same round. */
    @Test
    void aRoundEndsAfterTheSocketsAndBeforeTheTasks() throws Exception {
        EventLoop loop = new EventLoop();
        List<String> done = new ArrayList<>();
        Pipe.SinkChannel sink = Pipe.open().sink();
        sink.configureBlocking(false);
        loop.register(sink, SelectionKey.OP_WRITE, new EventLoop.Attachment() {
            @Override
            public void onReady() {
                done.add("sockets");
            }

            @Override
            public void close() {
                EventLoop.closeQuietly(sink);
            }
        });
        loop.afterEachRound(() -> done.add("round"));
        loop.execute(() -> done.add("tasks"));
        loop.close();
        loop.run();
        assertThat(done).containsExactly("sockets", "round", "tasks");
    }

    @Test
    void everyAttachmentIsClosedAtTheEnd() throws Exception {
        Pipe pipe = Pipe.open();
        Always attachment = new Always();
        try (Pipe.SinkChannel sink = pipe.sink();
                Pipe.SourceChannel source = pipe.source()) {
            sink.configureBlocking(false);
            eventLoop.register(sink, SelectionKey.OP_WRITE, attachment);
            thread.start();
            await().until(() -> attachment.calls.get() > 0);
            eventLoop.close();
            thread.join();
            assertThat(attachment.closed).hasValue(1);
            assertThatThrownBy(() -> eventLoop.register(sink, SelectionKey.OP_WRITE, attachment))
                    .isInstanceOf(ClosedSelectorException.class);
        }
    }
}
