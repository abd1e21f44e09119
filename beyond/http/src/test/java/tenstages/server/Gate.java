package tenstages.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Work that takes exactly as long as the test wants: whoever performs it comes in and waits until the gate is opened.
 */
final class Gate implements SimulatedWork {
    private final Semaphore arrivals = new Semaphore(0);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final List<String> threads = new ArrayList<>();

    @Override
    public void perform() {
        synchronized (threads) {
            threads.add(Thread.currentThread().getName());
        }
        arrivals.release();
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until so many more have come in. */
    void awaitArrivals(int count) throws InterruptedException {
        if (!arrivals.tryAcquire(count, 20, TimeUnit.SECONDS)) {
            throw new AssertionError("only " + arrivals.availablePermits() + " of " + count + " came to the gate");
        }
    }

    /** The names of the threads that have come in, in their order. */
    List<String> threads() {
        synchronized (threads) {
            return List.copyOf(threads);
        }
    }

    /** Lets everybody through, now and from now on. */
    void open() {
        opened.countDown();
    }
}
