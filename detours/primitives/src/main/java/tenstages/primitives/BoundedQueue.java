package tenstages.primitives;

/** What has room for so many items: a put waits for room, a take for an item. */
interface BoundedQueue<T> {
    void put(T item) throws InterruptedException;

    T take() throws InterruptedException;
}
