package tenstages.primitives;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A bounded blocking queue of what every Java object has: a monitor, and one set of threads that wait. The end of a
 * synchronized method happens-before the beginning of the next one, so whoever takes an item sees what was written
 * before it was put. Any thread may call it.
 */
final class MonitorQueue<T> implements BoundedQueue<T> {
    // fixed at construction
    private final int capacity;

    // shared between threads, guarded by this
    private final Queue<T> items = new ArrayDeque<>();

    MonitorQueue(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized void put(T item) throws InterruptedException {
        while (items.size() == capacity) {
            // Gives the monitor back while it waits, and has it again before it returns.
            wait();
        }
        items.add(item);
        // Takers and putters wait in the same set, and notify might wake the wrong kind.
        notifyAll();
    }

    @Override
    public synchronized T take() throws InterruptedException {
        // Not if: between the wake-up and the monitor somebody else may have been here.
        while (items.isEmpty()) {
            wait();
        }
        T item = items.remove();
        notifyAll();
        return item;
    }
}
