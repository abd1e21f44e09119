package tenstages.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * The event loop: one thread that waits until a socket is ready or a task is due, and then serves it. What it calls must
 * not block, because nobody else is served meanwhile. It knows nothing of clients.
 *
 * <p>What is registered here is touched by the event loop thread alone. Other threads pass a task to {@link #execute}.
 */
final class EventLoop {
    /** What is attached to a key. The event loop thread calls it. */
    interface Attachment {
        /** The channel is ready for what its key is interested in. An IOException closes the attachment. */
        void onReady() throws IOException;

        void close();
    }

    /** Something to do, and when it is due ({@link System#nanoTime()}). */
    private record Task(long due, Runnable action) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(due - ((Task) other).due);
        }
    }

    // fixed at construction
    private final Selector selector = Selector.open();

    // shared between threads
    private final DelayQueue<Task> tasks = new DelayQueue<>();

    // event loop thread only
    /** Shared by all who read on this thread: each empties it before the next one reads. */
    final ByteBuffer readBuffer = ByteBuffer.allocateDirect(16 * 1024);

    private Thread thread;
    private boolean closed;

    /** Opens the selector; nothing runs yet. */
    EventLoop() throws IOException {}

    /** Tells the attachment whenever the channel is ready. Event loop thread only, or before {@link #run()}. */
    SelectionKey register(SelectableChannel channel, int interest, Attachment attachment) throws IOException {
        return channel.register(selector, interest, attachment);
    }

    /** The calling thread becomes the event loop, until it is closed. Closes every attachment at the end. */
    void run() throws IOException {
        thread = Thread.currentThread();
        while (!closed) {
            Task next = tasks.peek();
            // To select, 0 means for ever.
            selector.select(this::dispatch, next == null ? 0 : Math.max(1, next.getDelay(TimeUnit.MILLISECONDS)));
            runDueTasks();
        }
        for (SelectionKey key : selector.keys()) {
            ((Attachment) key.attachment()).close();
        }
        selector.close();
    }

    /** Runs the task on the event loop soon. Any thread may call it. */
    void execute(Runnable task) {
        schedule(0, task);
    }

    /** Runs the task on the event loop after the delay, in milliseconds. Any thread may call it. */
    void schedule(long delay, Runnable task) {
        tasks.add(new Task(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delay), task));
        selector.wakeup();
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

    /** Whatever goes wrong with one attachment closes only that one. */
    private void dispatch(SelectionKey key) {
        Attachment attachment = (Attachment) key.attachment();
        try {
            attachment.onReady();
        } catch (IOException e) {
            // The client is gone.
            attachment.close();
        } catch (RuntimeException e) {
            Output.STDERR.println("an unexpected failure closed one connection", e);
            attachment.close();
        }
    }

    /** Those that are due now: what comes due meanwhile waits until the sockets have had their turns. */
    private void runDueTasks() {
        List<Task> due = new ArrayList<>();
        tasks.drainTo(due);
        due.forEach(task -> task.action.run());
    }
}
