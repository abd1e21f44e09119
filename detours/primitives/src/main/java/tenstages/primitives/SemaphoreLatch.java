package tenstages.primitives;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Eight threads call something that can bear two calls at a time. Three threads wait for one gate. */
@Command(
        name = "semaphore-latch",
        header = "A semaphore and a latch from a monitor: for one notify is enough, for the other it is not.",
        mixinStandardHelpOptions = true)
final class SemaphoreLatch implements Callable<Integer> {
    private static final int CALLERS = 8;
    private static final int PERMITS = 2;
    private static final int WAITERS = 3;

    /** A {@link Latch} with one mistake. */
    static final class NotifyLatch {
        private int left = 1;

        synchronized void countDown() {
            if (left > 0 && --left == 0) {
                notify();
            }
        }

        synchronized void await() throws InterruptedException {
            while (left > 0) {
                wait();
            }
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        System.out.println(CALLERS + " threads call what can bear " + PERMITS + " calls at a time.");
        int unlimited = mostInside(new Permits(CALLERS));
        int limited = mostInside(new Permits(PERMITS));
        System.out.println("  no limit:               " + unlimited + " inside at once");
        System.out.println("  a semaphore, " + PERMITS + " permits: " + limited + " inside at once");
        System.out.println(WAITERS + " threads wait at a latch, and it is counted down to zero.");
        NotifyLatch wrong = new NotifyLatch();
        int passedWithNotify = passed(wrong, wrong::await, wrong::countDown);
        Latch right = new Latch(1);
        int passedWithNotifyAll = passed(right, right::await, right::countDown);
        System.out.println(
                "  notify:    " + passedWithNotify + " went on, " + (WAITERS - passedWithNotify) + " wait for ever");
        System.out.println("  notifyAll: " + passedWithNotifyAll + " went on, " + (WAITERS - passedWithNotifyAll)
                + " wait for ever");
        return Main.verdict(
                unlimited == CALLERS && passedWithNotify == 1, limited == PERMITS && passedWithNotifyAll == WAITERS);
    }

    /** How many of the callers were inside at the same time. None leaves before all have come as far as they can. */
    static int mostInside(Permits permits) throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Latch gate = new Latch(1);
        Thread[] callers = threads(CALLERS, "caller-", () -> {
            permits.acquire();
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            gate.await();
            inside.decrementAndGet();
            permits.release();
        });
        Threads.until("each caller waits", () -> Stream.of(callers).allMatch(Threads::waits));
        gate.countDown();
        Threads.join(callers);
        return most.get();
    }

    /** How many threads of those that wait went on. */
    static int passed(Object latch, Threads.Task await, Runnable countDown) throws InterruptedException {
        Thread[] waiters = threads(WAITERS, "waiter-", await);
        Threads.until("each waiter waits", () -> Stream.of(waiters).allMatch(Threads::waits));
        countDown.run();
        // With the monitor held, nobody can notify, and nobody that was notified is still WAITING.
        Threads.until("each waiter has ended, or waits", () -> {
            synchronized (latch) {
                return Stream.of(waiters).allMatch(waiter -> !waiter.isAlive() || Threads.waits(waiter));
            }
        });
        int passed =
                (int) Stream.of(waiters).filter(waiter -> !waiter.isAlive()).count();
        Threads.interrupt(waiters);
        return passed;
    }

    private static Thread[] threads(int count, String name, Threads.Task task) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> Threads.start(name + i, task))
                .toArray(Thread[]::new);
    }
}
