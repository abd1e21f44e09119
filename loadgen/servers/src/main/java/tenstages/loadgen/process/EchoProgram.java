package tenstages.loadgen.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The echo server as a process of its own, so that it does not share a heap or a compiler with the client that is
 * measured.
 */
public final class EchoProgram {
    private EchoProgram() {}

    /** Arguments: after how many milliseconds to stop, and for how many. */
    public static void main(String[] args) throws IOException {
        EchoServer server =
                new EchoServer(Duration.ofMillis(Long.parseLong(args[0])), Duration.ofMillis(Long.parseLong(args[1])));
        System.out.println("listening on 127.0.0.1:" + server.port());
        server.run();
    }

    /** Starts one that never stops. */
    public static ServerProcess start() throws IOException {
        return start(Duration.ZERO, Duration.ZERO);
    }

    /** Starts one that stops once, for {@code stall}, this long after the first byte. */
    public static ServerProcess start(Duration stallAfter, Duration stall) throws IOException {
        return ServerProcess.start(List.of(
                JavaCommand.java(),
                "-cp",
                System.getProperty("java.class.path"),
                EchoProgram.class.getName(),
                String.valueOf(stallAfter.toMillis()),
                String.valueOf(stall.toMillis())));
    }
}
