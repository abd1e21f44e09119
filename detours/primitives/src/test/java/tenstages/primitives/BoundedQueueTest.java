package tenstages.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedQueueTest {
    private static final int ITEMS = 500;

    static Stream<BoundedQueue<Integer>> rightOnes() {
        return Stream.of(new MonitorQueue<>(2), new ConditionQueue<>(2));
    }

    static Stream<BoundedQueue<String>> rightOnesWithOnePlace() {
        return Stream.of(new MonitorQueue<>(1), new ConditionQueue<>(1));
    }

    @ParameterizedTest
    @MethodSource("rightOnes")
    void aPutWaitsForRoom(BoundedQueue<Integer> queue) throws InterruptedException {
        queue.put(1);
        queue.put(2);
        Thread putter = Threads.start("putter", () -> queue.put(3));
        Threads.until("the putter waits", () -> Threads.waits(putter));
        assertThat(List.of(queue.take(), queue.take(), queue.take())).containsExactly(1, 2, 3);
        Threads.join(putter);
    }

    @ParameterizedTest
    @MethodSource("rightOnes")
    void aTakeWaitsForAnItem(BoundedQueue<Integer> queue) throws InterruptedException {
        int[] taken = new int[1];
        Thread taker = Threads.start("taker", () -> taken[0] = queue.take());
        Threads.until("the taker waits", () -> Threads.waits(taker));
        queue.put(7);
        Threads.join(taker);
        assertThat(taken[0]).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("rightOnes")
    void whoeverWaitsCanBeInterrupted(BoundedQueue<Integer> queue) throws InterruptedException {
        Thread taker = Threads.start("taker", queue::take);
        Threads.until("the taker waits", () -> Threads.waits(taker));
        Threads.interrupt(taker);
        queue.put(1);
        assertThat(queue.take()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("rightOnes")
    void eachItemOfManyPuttersGoesToOneOfManyTakers(BoundedQueue<Integer> queue) throws InterruptedException {
        List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int from = i * ITEMS;
            threads.add(Threads.start("putter", () -> {
                for (int item = from; item < from + ITEMS; item++) {
                    queue.put(item);
                }
            }));
            threads.add(Threads.start("taker", () -> {
                for (int n = 0; n < ITEMS; n++) {
                    taken.add(queue.take());
                }
            }));
        }
        Threads.join(threads.toArray(Thread[]::new));
        assertThat(taken)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 4 * ITEMS).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("rightOnesWithOnePlace")
    void aTakerThatWokeForNothingLooksAgain(BoundedQueue<String> queue) throws InterruptedException {
        assertThat(WhileNotIf.twoTakers(queue)).isEqualTo(new WhileNotIf.Takers(2, 0));
    }

    @Test
    void withIfItTakesFromAnEmptyQueue() throws InterruptedException {
        assertThat(WhileNotIf.twoTakers(new WhileNotIf.IfQueue<>(1))).isEqualTo(new WhileNotIf.Takers(1, 1));
    }

    @Test
    void aNotifyMayWakeTheWrongKindAndANotifyAllCannot() throws InterruptedException {
        assertThat(NotifyAll.waitForEver(new NotifyAll.NotifyQueue<>(1))).containsExactly("the putter", "taker-2");
        assertThat(NotifyAll.waitForEver(new MonitorQueue<>(1))).isEmpty();
    }

    /** What one has taken another one has put in its place, before the putter that it has woken looks. */
    @Test
    void aPutterThatWokeForNothingWaitsAgain() throws InterruptedException {
        MonitorQueue<Integer> monitor = new MonitorQueue<>(1);
        monitor.put(1);
        Thread putter = Threads.start("putter", () -> monitor.put(3));
        Threads.until("the putter waits", () -> Threads.waits(putter));
        synchronized (monitor) {
            monitor.take();
            monitor.put(2);
        }
        Threads.until("the putter waits or is done", () -> Threads.waits(putter) || !putter.isAlive());
        assertThat(putter.isAlive()).isTrue();
        Threads.interrupt(putter);
    }

    @Test
    void soDoesOneThatWaitsForACondition() throws InterruptedException {
        ConditionQueue<Integer> queue = new ConditionQueue<>(1);
        queue.put(1);
        Thread putter = Threads.start("putter", () -> queue.put(3));
        Threads.until("the putter waits", () -> Threads.waits(putter));
        queue.lock.lock();
        try {
            queue.take();
            queue.put(2);
        } finally {
            queue.lock.unlock();
        }
        Threads.until(
                "the putter has had the lock, and waits or is done",
                () -> !queue.lock.hasQueuedThreads() && (Threads.waits(putter) || !putter.isAlive()));
        assertThat(putter.isAlive()).isTrue();
        Threads.interrupt(putter);
    }

    @Test
    void whoeverWasInterruptedBeforeGetsNoLock() throws InterruptedException {
        ConditionQueue<Integer> queue = new ConditionQueue<>(2);
        queue.put(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(queue::take).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> queue.put(2)).isInstanceOf(InterruptedException.class);
        assertThat(queue.take()).isEqualTo(1);
    }

    /** The schedule in which a notify is lost: the putter waits before the taker that it has woken goes on. */
    @Test
    void aSignalWakesTheRightKind() throws InterruptedException {
        ConditionQueue<Integer> queue = new ConditionQueue<>(1);
        Thread first = Threads.start("taker-1", queue::take);
        Threads.until("taker-1 waits", () -> Threads.waits(first));
        Thread second = Threads.start("taker-2", queue::take);
        Threads.until("taker-2 waits", () -> Threads.waits(second));
        Thread putter = Threads.start("putter", () -> {
            queue.lock.lock();
            try {
                queue.put(1);
                queue.put(2);
            } finally {
                queue.lock.unlock();
            }
        });
        Threads.join(first, second, putter);
    }

    @Test
    void anItemWakesOneTakerOrAll() throws InterruptedException {
        ConditionQueue<String> conditions = new ConditionQueue<>(1);
        assertThat(TwoConditions.wokenInVain(new MonitorQueue<>(1), () -> true)).isEqualTo(7);
        assertThat(TwoConditions.wokenInVain(conditions, () -> !conditions.lock.hasQueuedThreads()))
                .isZero();
    }
}
