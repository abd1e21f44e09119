package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {
    private static final int COUNT = 3;

    private final BlockingQueue<Request.Event> queue = new ArrayBlockingQueue<>(100);
    private final Metrics metrics = new Metrics();

    @Test
    void soManyWorkersTakeSoManyEventsAtOnceAndEachHasItsName() throws Exception {
        Gate work = new Gate();
        new Workers(COUNT, queue, AnyBalances.with(work), metrics).start();
        for (int i = 0; i < COUNT + 1; i++) {
            queue.put(new Request.Event("user" + i, 1));
        }
        work.awaitArrivals(COUNT);
        assertThat(work.threads()).containsExactlyInAnyOrder("worker-1", "worker-2", "worker-3");
        assertThat(queue).hasSize(1);
        work.open();
    }

    @Test
    void aWorkerSurvivesAnEventThatFails() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Balances balances = AnyBalances.with(() -> {
            if (calls.getAndIncrement() == 0) {
                throw new IllegalStateException("the database is away");
            }
        });
        new Workers(1, queue, balances, metrics).start();
        queue.put(new Request.Event("ada", 1));
        queue.put(new Request.Event("ada", 10));
        await().until(() -> balances.of("ada") == 10);
        await().until(() -> metrics.snapshot().equals(new Metrics.Snapshot(0, 1, 0, 1)));
    }

    /** The first event fails; with the second one the program ends. */
    static final class FailingWork {
        private FailingWork() {}

        public static void main(String[] args) {
            BlockingQueue<Request.Event> queue = new ArrayBlockingQueue<>(2);
            queue.add(new Request.Event("ada", 1));
            queue.add(new Request.Event("ada", 1));
            AtomicInteger calls = new AtomicInteger();
            Balances balances = AnyBalances.with(() -> {
                if (calls.incrementAndGet() == 2) {
                    end();
                }
                throw new IllegalStateException("the database is away");
            });
            new Thread(new Worker(queue, balances, new Metrics()), "worker-1").start();
        }

        private static void end() {
            try {
                Output.STDERR.finish("the end", System.nanoTime() + TimeUnit.SECONDS.toNanos(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            System.exit(0);
        }
    }

    @Test
    void anEventThatFailsIsTold() throws Exception {
        Process process = new ProcessBuilder(
                        JavaCommand.java(), "-cp", System.getProperty("java.class.path"), FailingWork.class.getName())
                .start();
        try {
            assertThat(process.errorReader().lines())
                    .startsWith("worker-1: an event failed", "java.lang.IllegalStateException: the database is away")
                    .endsWith("the end");
        } finally {
            process.destroyForcibly();
        }
    }

    /** An Error is not survived: whoever handles what no thread catches ends the process. */
    @Test
    void aWorkerDoesNotSurviveAnError() throws Exception {
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        Thread worker = new Thread(new Worker(
                queue,
                AnyBalances.with(() -> {
                    throw new OutOfMemoryError("no memory");
                }),
                metrics));
        worker.setUncaughtExceptionHandler((thread, failure) -> uncaught.complete(failure));
        worker.start();
        queue.put(new Request.Event("ada", 1));
        assertThat(uncaught.get()).isInstanceOf(OutOfMemoryError.class);
        worker.join();
    }

    @Test
    void aWorkerStopsWhenItIsInterrupted() throws Exception {
        Thread worker = new Thread(new Worker(queue, AnyBalances.with(SimulatedWork.ofMillis(0)), metrics));
        worker.start();
        worker.interrupt();
        worker.join();
    }
}
