package tenstages.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of threads, and the queue in which clients wait for one of them. Each serves one client until it
 * leaves.
 */
final class ThreadPool {
    // fixed at construction
    private final List<Thread> threads = new ArrayList<>();
    private final BlockingQueue<Connection> waiting;

    // shared between threads
    private final AtomicInteger serving = new AtomicInteger();

    /** Starts nothing yet. There is room for all the clients that may be served or wait. */
    ThreadPool(int count, int maxConnections) {
        waiting = new ArrayBlockingQueue<>(maxConnections);
        for (int i = 1; i <= count; i++) {
            Thread thread = new Thread(this::serve, "pool-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /**
     * The client is served as soon as a thread is free. Does not block. Throws IllegalStateException if there is no
     * room.
     */
    void execute(Connection connection) {
        waiting.add(connection);
    }

    /** Clients that have a thread. Any thread may call it, as the next one. */
    int serving() {
        return serving.get();
    }

    /** Clients that wait for one. */
    int waiting() {
        return waiting.size();
    }

    /** From now on prints each second how many are served and how many wait, while somebody waits. */
    void printEachSecond(Output stdout) {
        Thread thread = new Thread(() -> printWhileSomebodyWaits(stdout), "stats");
        thread.setDaemon(true);
        thread.start();
    }

    private void printWhileSomebodyWaits(Output stdout) {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(1);
                if (waiting() > 0) {
                    stdout.println("serving=" + serving() + " waiting=" + waiting());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try {
            while (true) {
                Connection connection = waiting.take();
                serving.incrementAndGet();
                try {
                    connection.run();
                } finally {
                    serving.decrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
