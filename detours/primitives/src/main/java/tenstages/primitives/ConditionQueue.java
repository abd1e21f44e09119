package tenstages.primitives;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded blocking queue of a lock and two conditions: takers and putters wait apart, so one signal wakes one thread
 * that can go on. An unlock happens-before the next lock. Any thread may call it.
 */
final class ConditionQueue<T> implements BoundedQueue<T> {
    // fixed at construction
    private final int capacity;
    final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final Condition notEmpty = lock.newCondition();

    // shared between threads, guarded by lock
    private final Queue<T> items = new ArrayDeque<>();

    ConditionQueue(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public void put(T item) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (items.size() == capacity) {
                notFull.await();
            }
            items.add(item);
            // One item is for one taker, and only takers wait here.
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public T take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            // Still while: a taker that has not waited may have come first.
            while (items.isEmpty()) {
                notEmpty.await();
            }
            T item = items.remove();
            notFull.signal();
            return item;
        } finally {
            lock.unlock();
        }
    }
}
