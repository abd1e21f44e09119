package tenstages.primitives;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Two takers wait, and one item comes. Both are woken, and only one of them can have it. */
@Command(
        name = "while-not-if",
        header = "A bounded queue from wait and notifyAll: why wait stands in a while.",
        mixinStandardHelpOptions = true)
final class WhileNotIf implements Callable<Integer> {
    /** A {@link MonitorQueue} with one mistake, twice. */
    static final class IfQueue<T> implements BoundedQueue<T> {
        private final int capacity;
        private final Queue<T> items = new ArrayDeque<>();

        IfQueue(int capacity) {
            this.capacity = capacity;
        }

        @Override
        public synchronized void put(T item) throws InterruptedException {
            if (items.size() == capacity) {
                wait();
            }
            items.add(item);
            notifyAll();
        }

        @Override
        public synchronized T take() throws InterruptedException {
            if (items.isEmpty()) {
                wait();
            }
            T item = items.remove();
            notifyAll();
            return item;
        }
    }

    /** How many takers got an item, and how many took from an empty queue. */
    record Takers(int served, int failed) {}

    @Override
    public Integer call() throws InterruptedException {
        System.out.println("Two takers wait. One item comes, and wakes both; a second one comes later.");
        Takers withIf = twoTakers(new IfQueue<>(1));
        System.out.println("  if:    " + withIf.served + " got an item, " + withIf.failed
                + " went on without looking and took from an empty queue");
        Takers withWhile = twoTakers(new MonitorQueue<>(1));
        System.out.println("  while: " + withWhile.served + " got an item, " + withWhile.failed
                + " took from an empty queue: the other one looked again, and waited on");
        return Main.verdict(withIf.equals(new Takers(1, 1)), withWhile.equals(new Takers(2, 0)));
    }

    static Takers twoTakers(BoundedQueue<String> queue) throws InterruptedException {
        AtomicInteger served = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        Threads.Task take = () -> {
            try {
                queue.take();
                served.incrementAndGet();
            } catch (NoSuchElementException e) {
                failed.incrementAndGet();
            }
        };
        Thread[] takers = {Threads.start("taker-1", take), Threads.start("taker-2", take)};
        Threads.until("both takers wait", () -> Stream.of(takers).allMatch(Threads::waits));
        queue.put("item 1");
        // A thread that was notified and has not got the monitor yet is BLOCKED, and no longer WAITING.
        Threads.until(
                "one taker has ended, and the other has ended or waits again",
                () -> Stream.of(takers).anyMatch(taker -> !taker.isAlive())
                        && Stream.of(takers).allMatch(taker -> !taker.isAlive() || Threads.waits(taker)));
        queue.put("item 2");
        Threads.join(takers);
        return new Takers(served.get(), failed.get());
    }
}
