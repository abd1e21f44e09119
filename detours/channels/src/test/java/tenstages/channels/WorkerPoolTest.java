package tenstages.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.channels.WorkerPool.Result;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerPoolTest {
    @Test
    void eachJobHasOneResult() throws InterruptedException {
        WorkerPool<Integer, Integer> pool = new WorkerPool<>(3, 10, number -> number * number);
        List<Integer> values = new ArrayList<>();
        int submitted = 0;
        for (int i = 0; i < 100; i++) {
            for (int k = 0; k < 10; k++) {
                pool.submit(submitted++);
            }
            for (int k = 0; k < 10; k++) {
                Result<Integer, Integer> result = pool.take();
                assertThat(result.value()).isEqualTo(result.job() * result.job());
                assertThat(result.failure()).isNull();
                values.add(result.job());
            }
        }
        assertThat(pool.take()).isNull();
        pool.close();
        assertThat(values)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1000).boxed().toList());
    }

    @Test
    void asManyWorkAtTheSameTimeAsThereAreWorkers() throws InterruptedException {
        Semaphore arrivals = new Semaphore(0);
        CountDownLatch gate = new CountDownLatch(1);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        WorkerPool<Integer, Integer> pool = new WorkerPool<>(3, 10, number -> {
            threads.add(Thread.currentThread().getName());
            arrivals.release();
            await(gate);
            return number;
        });
        for (int i = 0; i < 8; i++) {
            pool.submit(i);
        }
        arrivals.acquire(3);
        assertThat(threads).containsExactlyInAnyOrder("worker-1", "worker-2", "worker-3");
        assertThat(arrivals.availablePermits()).isZero();
        gate.countDown();
        for (int i = 0; i < 8; i++) {
            pool.take();
        }
        pool.close();
    }

    /** One pill for each, and no result that waits for who takes it. */
    @Test
    void allWorkersEndHoweverLateTheResultsAreTaken() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CyclicBarrier together = new CyclicBarrier(3);
        WorkerPool<Integer, Integer> pool = new WorkerPool<>(3, 10, number -> {
            threads.add(Thread.currentThread());
            try {
                return together.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 300; i++) {
            pool.submit(i);
        }
        pool.close();
        for (int i = 0; i < 300; i++) {
            assertThat(pool.take().failure()).isNull();
        }
        assertThat(threads).hasSize(3);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void aJobThatFailsIsAResultAndItsWorkerGoesOn() throws InterruptedException {
        WorkerPool<Integer, Integer> pool = new WorkerPool<>(1, 10, number -> {
            if (number < 0) {
                throw new StackOverflowError("too deep");
            }
            return 10 / number;
        });
        pool.submit(-1);
        assertThat(pool.take().failure()).hasMessage("too deep");
        pool.submit(0);
        pool.submit(5);
        Result<Integer, Integer> failed = pool.take();
        assertThat(failed.job()).isZero();
        assertThat(failed.failure()).isInstanceOf(ArithmeticException.class);
        assertThat(pool.take().value()).isEqualTo(2);
        pool.close();
    }

    @Test
    void nullIsAJobAndNotTheEnd() throws InterruptedException {
        WorkerPool<Integer, String> pool = new WorkerPool<>(1, 10, String::valueOf);
        pool.submit(null);
        pool.submit(1);
        pool.close();
        assertThat(pool.take().value()).isEqualTo("null");
        assertThat(pool.take().value()).isEqualTo("1");
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
