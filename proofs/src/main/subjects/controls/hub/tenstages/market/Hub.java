package tenstages.market;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The mistake: a sender looks whether the hub is closed, and then sends, without a lock around the two. */
final class Hub {
    private final Thread thread = new Thread(this::run, "hub");
    private final BlockingQueue<Message> inbox = new ArrayBlockingQueue<>(10);
    private final Router router;
    private volatile boolean closed;

    Hub(Duration stuckAfter, LongSupplier nanoTime, Consumer<String> notes) {
        router = new Router(stuckAfter.toNanos(), notes);
        thread.start();
    }

    boolean send(Message message) throws InterruptedException {
        if (closed) {
            return false;
        }
        inbox.put(message);
        return true;
    }

    int shutdown(Duration timeout) throws InterruptedException {
        closed = true;
        inbox.put(new Message.Shutdown());
        thread.join();
        return 0;
    }

    Message.Numbers numbers() {
        return router.numbers();
    }

    private void run() {
        try {
            for (Message message = inbox.take(); !(message instanceof Message.Shutdown); message = inbox.take()) {
                router.publish(((Message.Published) message).tick());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
