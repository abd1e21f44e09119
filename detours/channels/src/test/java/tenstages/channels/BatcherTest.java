package tenstages.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatcherTest {
    private static final long FOR_EVER = 3_600_000;
    private static final long LONG = 1000;

    private final BlockingQueue<List<Integer>> batches = new LinkedBlockingQueue<>();

    @Test
    void aFullBatchGoesOnAtOnceAndTheRestAtTheEnd() throws InterruptedException {
        Batcher<Integer> batcher = new Batcher<>(4, FOR_EVER, batches::add);
        for (int i = 1; i <= 10; i++) {
            batcher.add(i);
        }
        assertThat(batches.take()).containsExactly(1, 2, 3, 4);
        assertThat(batches.take()).containsExactly(5, 6, 7, 8);
        batcher.close();
        assertThat(batches).containsExactly(List.of(9, 10));
    }

    @Test
    void anItemDoesNotWaitForOthersThatNeverCome() throws InterruptedException {
        Batcher<Integer> batcher = new Batcher<>(1000, 20, batches::add);
        batcher.add(1);
        assertThat(batches.take()).containsExactly(1);
        batcher.add(2);
        assertThat(batches.take()).containsExactly(2);
        batcher.close();
        assertThat(batches).isEmpty();
    }

    /** What comes while the sink is slow has waited already, and goes on at once, together with what else is there. */
    @Test
    void theWaitBeginsWhenAnItemComes() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Batcher<Integer> batcher = new Batcher<>(10, 1, batch -> {
            batches.add(batch);
            begun.countDown();
            await(slow);
        });
        batcher.add(1);
        begun.await();
        batcher.add(2);
        batcher.add(3);
        // Longer than an item waits.
        long added = System.nanoTime();
        while (System.nanoTime() - added < 2_000_000) {
            Thread.onSpinWait();
        }
        slow.countDown();
        batcher.close();
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3));
    }

    /**
     * One that has waited as long as it may, behind a slow sink, goes on before one that has come at the end of that.
     * The other batcher waits as long, and is the clock.
     */
    @Test
    void theWaitForASlowSinkCounts() throws InterruptedException {
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Batcher<Integer> heldUp = new Batcher<>(2, LONG, batch -> {
            order.add("held up " + batch);
            begun.countDown();
            await(slow);
        });
        Batcher<Integer> other = new Batcher<>(2, LONG, batch -> order.add("other " + batch));
        heldUp.add(1);
        heldUp.add(2);
        begun.await();
        heldUp.add(3);
        other.add(4);
        Awaitility.await().until(() -> order.contains("other [4]"));
        other.add(5);
        // It has been taken by then: from there on it waits.
        long added = System.nanoTime();
        while (System.nanoTime() - added < 20_000_000) {
            Thread.onSpinWait();
        }
        slow.countDown();
        Awaitility.await().until(() -> order.size() == 4);
        assertThat(order).containsExactly("held up [1, 2]", "other [4]", "held up [3]", "other [5]");
        heldUp.close();
        other.close();
    }

    @Test
    void aSinkThatFailsIsToldAtTheEndAndHoldsNobodyUp() throws InterruptedException {
        for (Throwable failure : List.of(new IllegalStateException("away"), new StackOverflowError("too deep"))) {
            Batcher<Integer> batcher = new Batcher<>(2, FOR_EVER, batch -> sneak(failure));
            for (int i = 0; i < 100; i++) {
                batcher.add(i);
            }
            assertThatThrownBy(batcher::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasCause(failure);
        }
    }

    @Test
    void nullIsAnItemAndNotTheEnd() throws InterruptedException {
        List<List<Integer>> all = new ArrayList<>();
        Batcher<Integer> batcher = new Batcher<>(2, FOR_EVER, all::add);
        for (Integer item : Arrays.asList(null, 1, 2, null, 3)) {
            batcher.add(item);
        }
        batcher.close();
        assertThat(all).containsExactly(Arrays.asList(null, 1), Arrays.asList(2, null), List.of(3));
    }

    private static void sneak(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Test
    void whoAddsWaitsWhileTwoBatchesDo() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger added = new AtomicInteger();
        Batcher<Integer> batcher = new Batcher<>(4, 1, batch -> await(slow));
        Thread adding = new Thread(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    batcher.add(i);
                    added.incrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        adding.start();
        Awaitility.await().until(() -> adding.getState() == Thread.State.WAITING && added.get() >= 8);
        assertThat(added.get()).isLessThanOrEqualTo(12);
        slow.countDown();
        adding.join();
        batcher.close();
    }

    @Test
    void nothingAddedIsNoBatch() throws InterruptedException {
        new Batcher<>(4, 1, batches::add).close();
        assertThat(batches).isEmpty();
    }

    @Test
    void whatManyThreadsAddGoesOnOnce() throws InterruptedException {
        Batcher<Integer> batcher = new Batcher<>(7, 1, batches::add);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int from = 1000 * i;
            Thread thread = new Thread(() -> addAll(batcher, from));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        batcher.close();
        assertThat(batches).allMatch(batch -> !batch.isEmpty() && batch.size() <= 7);
        assertThat(batches.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 4000).boxed().toList());
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void addAll(Batcher<Integer> batcher, int from) {
        try {
            for (int i = from; i < from + 1000; i++) {
                batcher.add(i);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
