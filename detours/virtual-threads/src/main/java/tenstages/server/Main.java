package tenstages.server;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/**
 * The composition root: builds the parts, wires them together and starts them.
 *
 * <pre>
 *   clients ---> Server                      accepts
 *      ^            | starts
 *      |            v
 *      +======> Connection, ...              a virtual thread each
 *                   | LineDecoder
 *                   v
 *                Handler, RequestParser
 *                   |
 *         apply, of |
 *                   v
 *                Balances
 * </pre>
 *
 * <ul>
 *   <li>{@code acceptor}, which was {@code main}: accepts clients.
 *   <li>{@code connection-1} and so on, virtual: each serves one client, and waits for it. It also applies the client's
 *       events, and waits for the work. While it waits it has no thread of the system.
 *   <li>{@code ForkJoinPool-1-worker-1} and so on, the carriers, by default one for each processor. Each runs one of
 *       the virtual threads until it waits, then the next one.
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
        Balances balances = new Balances(work(config));
        Handler handler = new Handler(balances);
        Server server = new Server(config, handler);
        Thread.currentThread().setName("acceptor");
        System.out.println("listening on " + server.address());
        server.run();
    }

    static SimulatedWork work(Config config) throws IOException {
        SimulatedWork work = SimulatedWork.ofMillis(config.workMs());
        return config.pin() ? new Pinned(work) : work;
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
