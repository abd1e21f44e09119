package tenstages.channels;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A question travels with a channel for its reply: one place, used once, known to nobody else. So a reply cannot reach
 * another asker, and a reply that comes too late lies in a channel that nobody looks at any more. The answering thread
 * never waits for an asker. Any thread may call {@link #ask}.
 *
 * @param <Q> what a question is
 * @param <R> what a reply is
 */
final class RequestReply<Q, R> {
    private static final int CAPACITY = 64;

    private record Request<Q, R>(Q question, BlockingQueue<Reply<R>> channel) {}

    /** What failed has no value. */
    private record Reply<R>(R value, Throwable failure) {}

    // fixed at construction
    private final Function<Q, R> answers;
    private final Thread thread = new Thread(this::answer, "answers");

    // shared between threads
    private final BlockingQueue<Request<Q, R>> requests = new ArrayBlockingQueue<>(CAPACITY);

    /** The function is called on one thread, so what it owns needs no lock. */
    RequestReply(Function<Q, R> answers) {
        this.answers = answers;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Asks, and waits for the reply. Throws TimeoutException if it does not come in that many milliseconds, the time in
     * the queue included; the question may be answered all the same. Throws IllegalStateException, with the cause, if
     * to answer it failed.
     */
    R ask(Q question, long timeoutMillis) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        BlockingQueue<Reply<R>> channel = new ArrayBlockingQueue<>(1);
        boolean asked = requests.offer(new Request<>(question, channel), timeoutMillis, TimeUnit.MILLISECONDS);
        Reply<R> reply = asked ? channel.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) : null;
        if (reply == null) {
            throw new TimeoutException("no reply in " + timeoutMillis + " ms");
        }
        if (reply.failure != null) {
            throw new IllegalStateException("the answer failed", reply.failure);
        }
        return reply.value;
    }

    private void answer() {
        try {
            while (true) {
                Request<Q, R> request = requests.take();
                // There is always room: the channel is this reply's own.
                request.channel.add(replyTo(request.question));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A failure is a reply, too: the thread goes on, and the asker does not wait in vain. */
    private Reply<R> replyTo(Q question) {
        try {
            return new Reply<>(answers.apply(question), null);
        } catch (Throwable e) {
            return new Reply<>(null, e);
        }
    }

    @Command(
            name = "request-reply",
            header = "A question carries the channel for its reply.",
            mixinStandardHelpOptions = true,
            showDefaultValues = true)
    static final class Program implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--timeout-ms", defaultValue = "30", description = "How long an asker waits.")
        private int timeoutMillis;

        @Override
        public Integer call() throws InterruptedException {
            Main.requireRange(spec.commandLine(), "--timeout-ms", timeoutMillis, 0, 60_000);
            RequestReply<Integer, Integer> squares = new RequestReply<>(Program::square);
            for (int millis : new int[] {1, 5, 10, 20, 40, 1}) {
                try {
                    System.out.println(millis + " squared, after as many ms: " + squares.ask(millis, timeoutMillis));
                } catch (TimeoutException e) {
                    System.out.println(millis + " squared, after as many ms: " + e.getMessage());
                }
            }
            return 0;
        }

        private static int square(int number) {
            try {
                TimeUnit.MILLISECONDS.sleep(number);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return number * number;
        }
    }
}
