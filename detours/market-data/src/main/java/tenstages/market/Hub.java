package tenstages.market;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Hands ticks on to whoever has subscribed to their symbol. One thread owns the subscriptions and the counters (its
 * {@link Router}); others send it messages, so there is no lock around them, and a command takes its turn among the
 * ticks. It waits for no subscriber. Any thread may call its methods.
 */
final class Hub {
    private static final int CAPACITY = 1000;

    // fixed at construction
    private final LongSupplier nanoTime;
    private final Thread thread = new Thread(this::run, "hub");

    // shared between threads
    private final BlockingQueue<Message> inbox = new ArrayBlockingQueue<>(CAPACITY);
    /** A thread that sends holds it to read, and the one that closes to write: so no message follows the last one. */
    private final ReadWriteLock closing = new ReentrantReadWriteLock();

    @GuardedBy("closing")
    private boolean closed;

    // hub's thread only, and after its end whoever has joined it
    private final Router router;

    /** A subscriber with a full queue that has taken nothing for so long is stuck. What happens is told in notes. */
    Hub(Duration stuckAfter, LongSupplier nanoTime, Consumer<String> notes) {
        this.nanoTime = nanoTime;
        router = new Router(stuckAfter.toNanos(), notes);
        thread.start();
    }

    /** Whether the message was taken; after the shutdown none is. Blocks while the hub is behind. */
    boolean send(Message message) throws InterruptedException {
        closing.readLock().lock();
        try {
            if (!closed) {
                inbox.put(message);
            }
            return !closed;
        } finally {
            closing.readLock().unlock();
        }
    }

    /** What it has seen by now. Throws TimeoutException if it does not say so in that time. */
    Message.Numbers ask(Duration timeout) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + timeout.toNanos();
        BlockingQueue<Message.Numbers> reply = new ArrayBlockingQueue<>(1);
        boolean asked = offer(new Message.Ask(reply), deadline);
        Message.Numbers numbers = asked ? reply.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) : null;
        if (numbers == null) {
            throw new TimeoutException("the hub says nothing");
        }
        return numbers;
    }

    /** As send, but waits only so long, also for the lock: a shutdown may wait for it behind one who sends. */
    private boolean offer(Message message, long deadline) throws InterruptedException {
        if (!closing.readLock().tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            return !closed && inbox.offer(message, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            closing.readLock().unlock();
        }
    }

    /**
     * Takes no further message, hands on what it was sent before, and waits until the subscribers have taken it, or
     * until the time is over. Returns how many ticks are left behind then.
     */
    int shutdown(Duration timeout) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + timeout.toNanos();
        closing.writeLock().lock();
        try {
            if (!closed) {
                inbox.put(new Message.Shutdown());
                closed = true;
            }
        } finally {
            closing.writeLock().unlock();
        }
        thread.join();
        int left = 0;
        for (Subscriber subscriber : router.subscribers()) {
            left += subscriber.finish(deadline);
        }
        return left;
    }

    /** What it had seen at its end. To be called after {@link #shutdown}. */
    Message.Numbers numbers() {
        return router.numbers();
    }

    private void run() {
        try {
            for (Message message = inbox.take(); !(message instanceof Message.Shutdown); message = inbox.take()) {
                handle(message);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(Message message) {
        if (message instanceof Message.Published published) {
            router.publish(published.tick());
        } else if (message instanceof Message.Subscribe subscribe) {
            router.subscribe(subscribe.symbol(), subscribe.subscriber());
        } else if (message instanceof Message.Unsubscribe unsubscribe) {
            router.remove(unsubscribe.subscriber());
        } else if (message instanceof Message.Ask ask) {
            ask.reply().add(router.numbers());
        } else if (message instanceof Message.Died producer) {
            router.producerDied(producer.producer(), producer.cause());
        }
    }
}
