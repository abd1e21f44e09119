package tenstages.server;

import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardOldestPolicy;
import java.util.concurrent.TimeUnit;

/**
 * Prints lines on a thread of its own, because printing can block: a pipe that nobody reads is full after 64 kB.
 * Whoever hands over a line never waits. If too many lines wait to be printed, the oldest is dropped. Any thread may
 * call it.
 */
final class Output {
    static final Output STDERR = new Output(System.err, "stderr");

    private static final int MAX_WAITING_LINES = 65_536;

    // fixed at construction
    private final PrintStream stream;
    private final ThreadPoolExecutor printer;

    Output(PrintStream stream, String threadName) {
        this.stream = stream;
        BlockingQueue<Runnable> lines = new ArrayBlockingQueue<>(MAX_WAITING_LINES);
        ThreadFactory threads = task -> new Thread(task, threadName);
        printer = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, lines, threads, new DiscardOldestPolicy());
    }

    /** Prints the line soon. */
    synchronized void println(String line) {
        printer.execute(() -> stream.println(line));
    }

    /** Prints the line soon, and the stack trace behind it. */
    synchronized void println(String line, Throwable cause) {
        printer.execute(() -> {
            stream.println(line);
            cause.printStackTrace(stream);
        });
    }

    /** Prints the last line: none follows it. Waits until it is printed, but no longer than the deadline (nanoTime). */
    void finish(String lastLine, long deadline) throws InterruptedException {
        synchronized (this) {
            println(lastLine);
            printer.shutdown();
        }
        printer.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
}
