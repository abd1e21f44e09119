package tenstages.loadgen.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** Finds out by connecting whether somebody listens at a port. */
final class Knock {
    private static final int FAREWELL_MS = 1000;
    private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "::1");

    private Knock() {}

    /** The address of this machine at which somebody takes a connection to the port. */
    static Optional<InetSocketAddress> at(int port) {
        return THIS_MACHINE.stream()
                .map(host -> new InetSocketAddress(host, port))
                .filter(Knock::at)
                .findFirst();
    }

    /**
     * Whether somebody takes a connection there. Without a listener the system may connect the port with itself. The
     * end is waited for, so that the server does not count this client any more.
     */
    static boolean at(InetSocketAddress address) {
        try (Socket socket = new Socket(address.getHostString(), address.getPort())) {
            if (socket.getLocalPort() == address.getPort()) {
                return false;
            }
            awaitFarewell(socket);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitFarewell(Socket socket) {
        try {
            socket.setSoTimeout(FAREWELL_MS);
            socket.shutdownOutput();
            socket.getInputStream().read();
        } catch (IOException e) {
            // A reset, or nothing at all: that is for the exam to judge.
        }
    }
}
