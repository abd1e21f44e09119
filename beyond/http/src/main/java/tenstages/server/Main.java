package tenstages.server;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/**
 * The composition root: builds the parts, wires them together and starts them.
 *
 * <pre>
 *   clients <==> Acceptor, Connection        called by EventLoop when a socket is ready
 *                    | Conversation: RequestDecoder
 *                    v
 *                 Handler, Routes, RequestParser
 *                    |          |
 *              offer |          | of
 *                    v          v
 *                  queue     Balances -> ContentionStats
 *                    |          ^
 *               take |          | apply
 *                    v          |
 *                 Workers ------+
 *
 *   Metrics: Handler and Workers count, MetricsText asks
 *   Drain: ends the work of Acceptor, Handler, Workers and Connections, in this order
 * </pre>
 *
 * <ul>
 *   <li>{@code event-loop}, which was {@code main}: sockets, requests and replies. It waits until a socket is ready or
 *       a task is due.
 *   <li>{@code worker-1} to {@code worker-N}: apply the events, and sleep. They wait for the queue, the work and a
 *       lock.
 *   <li>{@code stderr}: prints error messages.
 *   <li>{@code stdout}: prints what the locks cost, and the last line.
 *   <li>{@code CompletableFutureDelayScheduler}, a thread of the JDK: ends what a drain waits for.
 *   <li>a thread of the JVM for each signal: drains, and exits.
 * </ul>
 */
public final class Main {
    /** How long GET /sleep takes: long enough to see that GET /fast does not wait for it. */
    private static final int NAP_MS = 5000;

    /** Given up at an OutOfMemoryError, so that there is memory to say so. */
    private static byte[] reserve = new byte[1024 * 1024];

    private Main() {}

    /** Serves until the process is ended. Exits with 2 for a user's mistake and with 1 for any other failure. */
    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(Main::fail);
        try {
            Config config = Config.of(args);
            if (config.help()) {
                CommandLine.usage(Config.class, System.out);
            } else {
                serve(config);
            }
        } catch (ParameterException e) {
            System.err.println(e.getMessage() + " (--help explains every option)");
            System.exit(ExitCode.USAGE);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(ExitCode.SOFTWARE);
        }
    }

    private static void serve(Config config) throws IOException {
        Output stdout = new Output(System.out, "stdout");
        ContentionStats contention = new ContentionStats(stdout, config.verbose());
        SimulatedWork work = SimulatedWork.ofMillis(config.workMs());
        SimulatedWork hold = SimulatedWork.ofMillis(config.holdMs());
        Balances balances = new Balances(config.stripes(), work, hold, contention);
        BlockingQueue<Request.Work> queue = new ArrayBlockingQueue<>(config.queue());
        Metrics metrics = new Metrics();
        SimulatedWork nap = SimulatedWork.ofMillis(NAP_MS);
        Workers workers = new Workers(config.workers(), queue, balances, nap, metrics);
        MetricsText metricsText = new MetricsText(config, queue, metrics, contention);
        Handler handler = new Handler(balances, queue, metrics, metricsText);
        EventLoop eventLoop = new EventLoop(System::nanoTime);
        Acceptor acceptor = new Acceptor(config, eventLoop, handler);
        Drain drain = new Drain(eventLoop, acceptor, handler, workers, metrics, stdout);
        drain.onSignals(config.drainMs(), "INT", "TERM");
        contention.printEachSecond(eventLoop);
        workers.start();
        Thread.currentThread().setName("event-loop");
        System.out.println("listening on " + acceptor.address());
        eventLoop.run();
    }

    /** An Error, or an exception that nobody else catches, ends the process: no part of it lives on without another. */
    private static void fail(Thread thread, Throwable failure) {
        reserve = null;
        try {
            if (!(failure instanceof VirtualMachineError)) {
                Output.STDERR.println("this is a bug:", failure);
            }
            String last = thread.getName() + " failed, and the server ends: " + failure;
            Output.STDERR.finish(last, System.nanoTime() + 1_000_000_000);
        } catch (InterruptedException e) {
            // The process ends all the same.
        } finally {
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
    }
}
