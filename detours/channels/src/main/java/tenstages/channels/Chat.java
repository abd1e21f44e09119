package tenstages.channels;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A chat over TCP: what one says, all others hear. Try it with several {@code nc 127.0.0.1 7030}. */
@Command(
        name = "chat",
        header = "A chat over TCP, in which a slow reader costs nobody.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Chat implements Callable<Integer> {
    private static final int BACKLOG = 64;
    private static final long PAUSE_MS = 100;
    private static final Duration STUCK_AFTER = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec;

    @Option(names = "--port", defaultValue = "7030", description = "Port of this machine to listen on (0: any).")
    private int port;

    @Option(
            names = "--waiting",
            defaultValue = "100",
            description = "Lines that may wait for a reader; what is more it misses.")
    private int waiting;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Main.requireRange(spec.commandLine(), "--port", port, 0, 65_535);
        Main.requireRange(spec.commandLine(), "--waiting", waiting, 1, 1_000_000);
        try (ServerSocket listener = listen(port)) {
            System.out.println("listening on 127.0.0.1:" + listener.getLocalPort());
            System.out.println("join with: nc 127.0.0.1 " + listener.getLocalPort());
            serve(listener, new ChatRoom(STUCK_AFTER), waiting);
        }
        return 0;
    }

    private static ServerSocket listen(int port) throws IOException {
        try {
            return new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IOException("cannot listen on port " + port + " (--port): " + e.getMessage(), e);
        }
    }

    /** Lets clients in until the listener is closed. */
    static void serve(ServerSocket listener, ChatRoom room, int waiting) throws InterruptedException {
        int number = 0;
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                number++;
                new ChatClient("guest" + number, socket, room, waiting).start();
            } catch (IOException e) {
                // No file descriptor is left for one more, or the listener is closed.
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        }
    }
}
