package tenstages.server;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/**
 * The composition root: builds the parts, wires them together and starts them.
 *
 * <pre>
 *   clients <==> Acceptor, Connection        called by EventLoop when a socket is ready
 *                    | LineDecoder  ^
 *             submit |              | execute: the reply
 *                    v              |
 *                 Distribution      |        a queue or deque for each worker
 *                    | next         |
 *                    v              |
 *                 Workers ----------+
 *                    |
 *                    v
 *                 Handler, RequestParser
 *                    |
 *          apply, of |
 *                    v
 *                 Balances
 * </pre>
 *
 * <ul>
 *   <li>{@code event-loop}, which was {@code main}: sockets, lines and replies.
 *   <li>{@code worker-1} to {@code worker-N}: make the replies. They apply the events, and wait for the work.
 *   <li>{@code stderr}: prints error messages.
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
        SimulatedWork work = SimulatedWork.ofMillis(config.workMs());
        SimulatedWork slowWork = SimulatedWork.ofMillis(config.slowMs());
        Balances balances = new Balances(work, slowWork);
        Handler handler = new Handler(balances);
        EventLoop eventLoop = new EventLoop(System::nanoTime);
        Workers workers = new Workers(config.workers(), config.distribution().of(config.workers()));
        Acceptor acceptor = new Acceptor(config, eventLoop, handler, workers);
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
