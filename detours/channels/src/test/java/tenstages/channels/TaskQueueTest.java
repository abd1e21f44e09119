package tenstages.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.channels.TaskQueue.Result;
import tenstages.channels.TaskQueue.WhenFull;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskQueueTest {
    private static final int TASKS = 5000;

    private final CountDownLatch slow = new CountDownLatch(1);

    @Test
    void anUnboundedQueueTakesEverythingWhileNothingIsDone() throws Exception {
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        CompletableFuture<Result> result = run(queue, WhenFull.WAIT);
        // The consumer has one, and the end stands behind the others.
        await().until(() -> queue.size() == TASKS);
        slow.countDown();
        assertThat(result.get()).isEqualTo(new Result(TASKS, 0, 0, result.get().mostWaiting()));
        assertThat(result.get().mostWaiting()).isBetween(TASKS - 1, TASKS);
    }

    @Test
    void aBoundedQueueMakesItsProducerWait() throws Exception {
        BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(10);
        Thread[] producer = new Thread[1];
        CompletableFuture<Result> result = run(queue, WhenFull.WAIT, producer);
        await().until(() -> producer[0] != null && producer[0].getState() == Thread.State.WAITING);
        assertThat(queue).hasSize(10);
        assertThat(result).isNotDone();
        slow.countDown();
        assertThat(result.get()).isEqualTo(new Result(TASKS, 0, 0, 10));
    }

    @Test
    void orItsProducerDropsWhatFindsNoRoom() throws Exception {
        BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(10);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Result> result = CompletableFuture.supplyAsync(() -> {
            try {
                return TaskQueue.run(queue, WhenFull.DROP, TASKS, () -> {
                    begun.countDown();
                    awaitSlow();
                });
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        begun.await();
        await().until(() -> queue.remainingCapacity() == 0);
        slow.countDown();
        Result end = result.get();
        assertThat(end.dropped()).isPositive();
        assertThat(end.done() + end.dropped()).isEqualTo(TASKS);
        assertThat(end.mostWaiting()).isEqualTo(10);
    }

    @Test
    void aTaskThatFailsIsCountedAndHoldsNobodyUp() throws InterruptedException {
        Result result = TaskQueue.run(new ArrayBlockingQueue<>(2), WhenFull.WAIT, 100, () -> {
            throw new IllegalStateException("no");
        });
        assertThat(result.done()).isZero();
        assertThat(result.failed()).isEqualTo(100);
    }

    @Test
    void anErrorIsAFailureToo() throws InterruptedException {
        Result result = TaskQueue.run(new ArrayBlockingQueue<>(2), WhenFull.WAIT, 100, () -> {
            throw new StackOverflowError("too deep");
        });
        assertThat(result.failed()).isEqualTo(100);
    }

    private CompletableFuture<Result> run(BlockingQueue<Runnable> queue, WhenFull whenFull) {
        return run(queue, whenFull, new Thread[1]);
    }

    private CompletableFuture<Result> run(BlockingQueue<Runnable> queue, WhenFull whenFull, Thread[] producer) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        producer[0] = new Thread(() -> {
            try {
                result.complete(TaskQueue.run(queue, whenFull, TASKS, this::awaitSlow));
            } catch (InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        producer[0].start();
        return result;
    }

    private void awaitSlow() {
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
