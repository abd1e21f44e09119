package tenstages.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The event loop: one thread that waits until a socket is ready or a task is due, and then serves it. What it calls
 * must not block, because nobody else is served meanwhile. It knows nothing of clients.
 *
 * <p>What is registered here is touched by the event loop thread alone. Other threads pass a task to {@link #execute}.
 */
final class EventLoop {
    /** What is attached to a key. The event loop thread calls it. */
    interface Attachment {
        /** The channel is ready for what its key is interested in. An exception thrown here ends the event loop. */
        void onReady();

        void close();
    }

    /** Something to do, and when it is due ({@link #nanoTime()}). */
    private record Task(long due, Runnable action) {}

    // fixed at construction
    private final LongSupplier clock;
    private final Selector selector = Selector.open();

    /** Shared by all who read on the event loop thread: each empties it before the next one reads. */
    final ByteBuffer readBuffer = ByteBuffer.allocateDirect(16 * 1024);

    // shared between threads
    private final Queue<Task> tasks = new PriorityBlockingQueue<>(64, (one, other) -> Long.signum(one.due - other.due));

    // event loop thread only
    private Thread thread;
    private boolean closed;

    /** Opens the selector; nothing runs yet. The clock counts nanoseconds: {@link System#nanoTime()}, but for tests. */
    EventLoop(LongSupplier clock) throws IOException {
        this.clock = clock;
    }

    /** Tells the attachment whenever the channel is ready. Event loop thread only, or before {@link #run()}. */
    SelectionKey register(SelectableChannel channel, int interest, Attachment attachment) throws IOException {
        assert thread == null || isCurrentThread();
        return channel.register(selector, interest, attachment);
    }

    /**
     * The calling thread becomes the event loop, until it is closed. Closes every attachment at the end. (Tests end it
     * so. A server ends with its process.)
     */
    void run() throws IOException {
        thread = Thread.currentThread();
        while (!closed) {
            Task next = tasks.peek();
            // To select, 0 means for ever.
            long timeout = next == null ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.due - nanoTime()));
            selector.select(key -> ((Attachment) key.attachment()).onReady(), timeout);
            runDueTasks();
        }
        for (SelectionKey key : selector.keys()) {
            ((Attachment) key.attachment()).close();
        }
        selector.close();
    }

    /** Runs the task on the event loop soon. Tasks due at the same time run in any order. Any thread may call it. */
    void execute(Runnable task) {
        schedule(0, task);
    }

    /** Runs the task on the event loop after the delay, in milliseconds. Any thread may call it. */
    void schedule(long delay, Runnable task) {
        tasks.add(new Task(nanoTime() + TimeUnit.MILLISECONDS.toNanos(delay), task));
        selector.wakeup();
    }

    /** The time now, in nanoseconds. Any thread may call it. */
    long nanoTime() {
        return clock.getAsLong();
    }

    /** Whether the calling thread is the event loop. */
    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Stops the event loop, without waiting for its end. Any thread may call it. */
    void close() {
        execute(() -> closed = true);
    }

    /** Closes a channel for which nothing more can be done. */
    static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }

    /** Those that are due now: what comes due meanwhile waits until the sockets have had their turns. */
    private void runDueTasks() {
        long now = nanoTime();
        List<Task> due = new ArrayList<>();
        for (Task next = tasks.peek(); next != null && next.due - now <= 0; next = tasks.peek()) {
            due.add(tasks.remove());
        }
        due.forEach(task -> task.action.run());
    }
}
