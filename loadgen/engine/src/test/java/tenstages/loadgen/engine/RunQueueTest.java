package tenstages.loadgen.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunQueueTest {
    /** Of more threads than processors that all want to run, each has to wait. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void itGrowsWhileOthersHaveTheProcessor() throws IOException, InterruptedException {
        AtomicBoolean grown = new AtomicBoolean();
        List<Thread> others = new ArrayList<>();
        try (RunQueue runQueue = new RunQueue()) {
            long begun = runQueue.waitedNanos();
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                others.add(new Thread(() -> {
                    while (!grown.get()) {
                        Thread.onSpinWait();
                    }
                }));
            }
            others.forEach(Thread::start);
            long before = begun;
            while (before - begun < 1_000_000) {
                long now = runQueue.waitedNanos();
                assertThat(now).isGreaterThanOrEqualTo(before);
                before = now;
            }
        } finally {
            grown.set(true);
        }
        for (Thread other : others) {
            other.join();
        }
    }

    /** It is not the time for which the thread has run, which is told beside it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void itIsLessThanTheTimeThatHasPassed() throws IOException {
        long begun = System.nanoTime();
        try (RunQueue runQueue = new RunQueue()) {
            long before = runQueue.waitedNanos();
            long until = begun + 20_000_000;
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
            assertThat(runQueue.waitedNanos() - before).isBetween(0L, System.nanoTime() - begun);
        }
    }
}
