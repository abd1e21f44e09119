package tenstages.server;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/**
 * The composition root: builds the parts, wires them together and starts them.
 *
 * <pre>
 *   one client <==> Server
 *                     |
 *                     v
 *                  Handler
 * </pre>
 *
 * <p>One thread, {@code main}. It waits for a client, for the request of this client, and for the work on it.
 */
public final class Main {
    /** How long GET /sleep takes. */
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
        Handler handler = new Handler(NAP_MS);
        Server server = new Server(config, handler);
        System.out.println("listening on " + server.address());
        server.run();
    }

    /** An Error, or an exception that nobody else catches, ends the process: no part of it lives on without another. */
    private static void fail(Thread thread, Throwable failure) {
        reserve = null;
        try {
            if (!(failure instanceof VirtualMachineError)) {
                System.err.println("this is a bug:");
                failure.printStackTrace();
            }
            System.err.println(thread.getName() + " failed, and the server ends: " + failure);
        } finally {
            Runtime.getRuntime().halt(ExitCode.SOFTWARE);
        }
    }
}
