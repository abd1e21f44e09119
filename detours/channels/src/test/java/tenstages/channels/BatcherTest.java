package tenstages.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatcherTest {
    private static final long FOR_EVER = 3_600_000;

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
