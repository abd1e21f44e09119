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
    private static final SimulatedWork NO_NAP = SimulatedWork.ofMillis(0);

    private final BlockingQueue<Request.Work> queue = new ArrayBlockingQueue<>(100);
    private final Metrics metrics = new Metrics();

    @Test
    void soManyWorkersTakeSoManyEventsAtOnceAndEachHasItsName() throws Exception {
        Gate work = new Gate();
        new Workers(COUNT, queue, AnyBalances.with(work), NO_NAP, metrics).start();
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
        new Workers(1, queue, balances, NO_NAP, metrics).start();
        queue.put(new Request.Event("ada", 1));
        queue.put(new Request.Event("ada", 10));
        await().until(() -> balances.of("ada") == 10);
        await().until(() -> metrics.snapshot().equals(new Metrics.Snapshot(0, 1, 0, 1)));
    }

    /** The first event fails; with the second one the program ends. */
    static final class FailingWork {
        private FailingWork() {}

        public static void main(String[] args) {
            BlockingQueue<Request.Work> queue = new ArrayBlockingQueue<>(2);
            queue.add(new Request.Event("ada", 1));
            queue.add(new Request.Event("ada", 1));
            AtomicInteger calls = new AtomicInteger();
            Balances balances = AnyBalances.with(() -> {
                if (calls.incrementAndGet() == 2) {
                    end();
                }
                throw new IllegalStateException("the database is away");
            });
            new Thread(new Worker(queue, balances, NO_NAP, new Metrics()), "worker-1").start();
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
                NO_NAP,
                metrics));
        worker.setUncaughtExceptionHandler((thread, failure) -> uncaught.complete(failure));
        worker.start();
        queue.put(new Request.Event("ada", 1));
        assertThat(uncaught.get()).isInstanceOf(OutOfMemoryError.class);
        worker.join();
    }

    @Test
    void aWorkerStopsWhenItIsInterrupted() throws Exception {
        Thread worker = new Thread(new Worker(queue, AnyBalances.with(NO_NAP), NO_NAP, metrics));
        worker.start();
        worker.interrupt();
        worker.join();
    }

    @Test
    void whatIsInTheQueueIsAppliedBeforeTheWorkersStop() throws Exception {
        Balances balances = AnyBalances.with(SimulatedWork.ofMillis(0));
        // It looks like the poison pill, and is an event.
        queue.put(new Request.Event(Worker.POISON_PILL.user(), Worker.POISON_PILL.change()));
        for (int i = 0; i < 50; i++) {
            queue.put(new Request.Event("ada", 1));
        }
        Workers workers = new Workers(COUNT, queue, balances, NO_NAP, metrics);
        workers.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
        workers.drainQueue(deadline);
        assertThat(System.nanoTime() - deadline).as("they have stopped").isNegative();
        assertThat(balances.of("ada")).isEqualTo(50);
        assertThat(metrics.snapshot().processed()).isEqualTo(51);
        assertThat(queue).isEmpty();
    }

    @Test
    void aPillWaitsForRoomInAFullQueue() throws Exception {
        Gate work = new Gate();
        BlockingQueue<Request.Work> full = new ArrayBlockingQueue<>(1);
        Workers workers = new Workers(COUNT, full, AnyBalances.with(work), NO_NAP, metrics);
        workers.start();
        for (int i = 0; i <= COUNT; i++) {
            full.put(new Request.Event("user" + i, 1));
        }
        work.awaitArrivals(COUNT);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        CompletableFuture<Boolean> inTime = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        workers.drainQueue(deadline);
                        inTime.complete(System.nanoTime() - deadline < 0);
                    } catch (InterruptedException e) {
                        inTime.completeExceptionally(e);
                    }
                })
                .start();
        assertThat(inTime).isNotDone();
        work.open();
        assertThat(inTime.get()).isTrue();
        assertThat(metrics.snapshot().processed()).isEqualTo(COUNT + 1);
    }

    @Test
    void theDeadlineEndsTheWaitForWorkersThatAreNotDone() throws Exception {
        Gate work = new Gate();
        Workers workers = new Workers(1, queue, AnyBalances.with(work), NO_NAP, metrics);
        workers.start();
        queue.put(new Request.Event("ada", 1));
        work.awaitArrivals(1);
        workers.drainQueue(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(metrics.snapshot().processed()).isZero();
        work.open();
    }

    @Test
    void aNapIsToldToWhoeverAskedOnceItIsOverAndIsNoEvent() throws Exception {
        Gate nap = new Gate();
        new Workers(1, queue, AnyBalances.with(NO_NAP), nap, metrics).start();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        queue.put(new Request.Sleep(reply::complete));
        nap.awaitArrivals(1);
        assertThat(reply).isNotDone();
        nap.open();
        assertThat(reply.get()).isEqualTo(Reply.OK);
        assertThat(metrics.snapshot()).isEqualTo(new Metrics.Snapshot(0, 0, 0, 0));
    }

    @Test
    void aNapThatFailsIsToldTooAndTheWorkerSurvivesIt() throws Exception {
        SimulatedWork failing = () -> {
            throw new IllegalStateException("the bed is away");
        };
        Balances balances = AnyBalances.with(NO_NAP);
        new Workers(1, queue, balances, failing, metrics).start();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        queue.put(new Request.Sleep(reply::complete));
        assertThat(reply.get()).isEqualTo(Reply.INTERNAL_ERROR);
        queue.put(new Request.Event("ada", 10));
        await().until(() -> balances.of("ada") == 10);
    }
}
