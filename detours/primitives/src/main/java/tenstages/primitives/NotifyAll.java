package tenstages.primitives;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Two takers wait, and a putter has two items for one place. A notify for the putter wakes a taker. */
@Command(
        name = "notify-all",
        header = "The same queue with notify: the run that hangs.",
        mixinStandardHelpOptions = true)
final class NotifyAll implements Callable<Integer> {
    /** A {@link MonitorQueue} with one mistake, twice. */
    static final class NotifyQueue<T> implements BoundedQueue<T> {
        private final int capacity;
        private final Queue<T> items = new ArrayDeque<>();

        NotifyQueue(int capacity) {
            this.capacity = capacity;
        }

        @Override
        public synchronized void put(T item) throws InterruptedException {
            while (items.size() == capacity) {
                wait();
            }
            items.add(item);
            notify();
        }

        @Override
        public synchronized T take() throws InterruptedException {
            while (items.isEmpty()) {
                wait();
            }
            T item = items.remove();
            notify();
            return item;
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        System.out.println("Two takers wait. A putter puts 1, and 2 as soon as there is room in the one place.");
        List<String> withNotify = waitForEver(new NotifyQueue<>(1));
        System.out.println("  notify:    " + told(withNotify));
        List<String> withNotifyAll = waitForEver(new MonitorQueue<>(1));
        System.out.println("  notifyAll: " + told(withNotifyAll));
        return Main.verdict(!withNotify.isEmpty(), withNotifyAll.isEmpty());
    }

    private static String told(List<String> waiting) {
        return waiting.isEmpty()
                ? "all three are done"
                : String.join(" and ", waiting) + " wait for ever: the queue is empty, and nobody is left to wake them";
    }

    /** The threads that nobody can wake any more. */
    static List<String> waitForEver(BoundedQueue<Integer> queue) throws InterruptedException {
        Thread first = Threads.start("taker-1", queue::take);
        Threads.until("taker-1 waits", () -> Threads.waits(first));
        Thread second = Threads.start("taker-2", queue::take);
        Threads.until("taker-2 waits", () -> Threads.waits(second));
        Thread putter = Threads.start("the putter", () -> {
            // So that no taker comes between the two puts. Often none does anyhow: to wake a thread takes long.
            synchronized (queue) {
                queue.put(1);
                queue.put(2);
            }
        });
        Thread[] all = {putter, first, second};
        // Only whoever has the monitor can notify, and that is this thread: who waits now has not been notified.
        Threads.until("each thread has ended, or waits", () -> {
            synchronized (queue) {
                return Stream.of(all).allMatch(thread -> !thread.isAlive() || Threads.waits(thread));
            }
        });
        List<String> waiting =
                Stream.of(all).filter(Thread::isAlive).map(Thread::getName).collect(Collectors.toList());
        Threads.interrupt(all);
        return waiting;
    }
}
