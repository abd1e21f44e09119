package tenstages.server;

import java.io.IOException;
import java.util.List;
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
 *                    | LineDecoder
 *                    v
 *                 Handler, EventParser, RequestParser
 *                    |          |
 *              offer |          | of
 *                    v          v
 *                 Batches    Balances -> ContentionStats
 *                    |          ^
 *           handOver |          |
 *                    v          |
 *                  queue        |
 *                    |          |
 *               take |          | apply
 *                    v          |
 *                 Workers ------+
 *
 *   Metrics: Handler and Workers count, Handler and Batches ask
 *   Drain: ends the work of Acceptor, Handler, Workers and Connections, in this order
 * </pre>
 *
 * <ul>
 *   <li>{@code event-loop}, which was {@code main}: sockets, lines and replies. It waits until a socket is ready or
 *       a task is due.
 *   <li>{@code worker-1} to {@code worker-N}: apply the events. They wait for the queue, the work and a lock.
 *   <li>{@code stderr}: prints error messages.
 *   <li>{@code stdout}: prints what the locks cost, and the last line.
 *   <li>{@code CompletableFutureDelayScheduler} (its name on JDK 17), a thread of the JDK: ends what a drain waits for.
 *   <li>a thread of the JVM for each signal: drains, and exits.
 * </ul>
 */
public final class Main {
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
        // As many as may wait, and one in the hands of each worker.
        int places = config.queue() + config.workers();
        // A slot for each of them, and for the pills of a drain.
        BlockingQueue<List<Request.Event>> queue = new ArrayBlockingQueue<>(places + config.workers());
        Metrics metrics = new Metrics();
        Pace pace = new Pace();
        Workers workers = new Workers(config.workers(), queue, pace, balances, metrics);
        Batches batches = new Batches(queue, config.workers(), places, pace, metrics);
        Handler handler = new Handler(balances, batches, metrics);
        EventLoop eventLoop = new EventLoop(System::nanoTime);
        eventLoop.afterEachRound(batches::handOver);
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
