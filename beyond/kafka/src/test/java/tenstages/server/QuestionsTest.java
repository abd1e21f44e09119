package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions that nobody answers. Time passes when the test says so. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QuestionsTest {
    private static final long PATIENCE_MS = 1000;

    private final AtomicLong nanos = new AtomicLong();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private EventLoop eventLoop;
    private Questions questions;
    private Future<?> end;

    @BeforeEach
    void start() throws Exception {
        eventLoop = new EventLoop(nanos::get);
        questions = new Questions(eventLoop, PATIENCE_MS);
        end = thread.submit(() -> {
            eventLoop.run();
            return null;
        });
    }

    @AfterEach
    void stop() throws Exception {
        eventLoop.close();
        end.get();
        thread.shutdown();
    }

    private CompletableFuture<Reply> ask() {
        return CompletableFuture.supplyAsync(questions::add, eventLoop::execute).join();
    }

    private void pass(long millis) {
        nanos.addAndGet(millis * 1_000_000);
        CompletableFuture.runAsync(() -> {}, eventLoop::execute).join();
    }

    @Test
    void aQuestionIsRefusedWhenItsTimeIsOverAndNotBefore() {
        CompletableFuture<Reply> first = ask();
        pass(PATIENCE_MS - 1);
        assertThat(first).isNotDone();
        CompletableFuture<Reply> second = ask();
        pass(2);
        assertThat(first).isCompletedWithValue(Reply.SERVER_BUSY);
        assertThat(second).isNotDone();
        pass(PATIENCE_MS);
        assertThat(second).isCompletedWithValue(Reply.SERVER_BUSY);
        CompletableFuture<Reply> third = ask();
        pass(PATIENCE_MS + 1);
        assertThat(third).as("the watch goes on").isCompletedWithValue(Reply.SERVER_BUSY);
    }

    @Test
    void onlySoManyWaitAndWhatIsAnsweredOrGivenUpMakesRoom() {
        CompletableFuture.runAsync(
                        () -> {
                            CompletableFuture<Reply> answered = questions.add();
                            CompletableFuture<Reply> left = questions.add();
                            for (int i = 2; i < Questions.MOST; i++) {
                                assertThat(questions.add()).isNotDone();
                            }
                            assertThat(questions.add()).isCompletedWithValue(Reply.SERVER_BUSY);
                            answered.complete(Reply.OK);
                            left.cancel(false);
                            assertThat(questions.add()).isNotDone();
                            assertThat(questions.add()).isNotDone();
                            assertThat(questions.add()).isDone();
                        },
                        eventLoop::execute)
                .join();
    }
}
