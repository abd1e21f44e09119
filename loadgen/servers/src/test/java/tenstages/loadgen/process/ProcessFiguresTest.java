package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Of this process itself, which knows some of it in another way. */
@Isolated
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessFiguresTest {
    private final ProcessFigures figures =
            new ProcessFigures(ProcessHandle.current().pid());

    @BeforeEach
    void onlyWhereTheSystemTells() {
        assumeTrue(ProcessFigures.available(), "this system has no /proc");
    }

    @Test
    void eachThreadCounts() throws Exception {
        long before = figures.threads();
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(40);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Thread thread = new Thread(() -> {
                begun.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            threads.add(thread);
            thread.start();
        }
        begun.await();
        assertThat(figures.threads() - before).isBetween(35L, 45L);
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Whoever sleeps gives up the processor. */
    @Test
    void whoWaitsIsSwitched() throws Exception {
        long before = figures.contextSwitches();
        for (int i = 0; i < 500; i++) {
            LockSupport.parkNanos(1_000_000);
        }
        // Some threads of this JVM may have ended meanwhile, and are not counted any more.
        assertThat(figures.contextSwitches() - before).isGreaterThan(250);
    }

    @Test
    void memoryIsThatOfThisProcess() throws IOException {
        assertThat(figures.residentBytes())
                .isBetween(20L << 20, Runtime.getRuntime().maxMemory() + (2L << 30));
        assertThat(figures.descriptors()).isBetween(5L, 20_000L);
    }
}
