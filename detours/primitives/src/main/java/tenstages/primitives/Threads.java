package tenstages.primitives;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What all programs do with threads: start one, wait until it stands where it should, and end it. */
final class Threads {
    private static final long PATIENCE_SECONDS = 10;
    private static final long PAUSE_NANOS = 50_000;

    /** What a thread does. */
    interface Task {
        void run() throws Exception;
    }

    private Threads() {}

    /** A daemon: if it hangs, the process ends all the same. It ends when it is interrupted. */
    static Thread start(String name, Task task) {
        Thread thread = new Thread(() -> run(task), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void run(Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it is so. Throws IllegalStateException if it is not so after ten seconds. */
    static void until(String what, BooleanSupplier isSo) {
        long start = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IllegalStateException("after " + PATIENCE_SECONDS + " s still not so: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Whether it waits, with no time limit, for another thread to wake it. */
    static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    /** Waits for its end. What it did happens-before the return. Throws IllegalStateException if it does not end. */
    static void join(Thread... threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            if (thread.isAlive()) {
                throw new IllegalStateException(thread.getName() + " did not end in " + PATIENCE_SECONDS + " s");
            }
        }
    }

    /** Frees those that would wait for ever. */
    static void interrupt(Thread... threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
        }
        join(threads);
    }
}
