package tenstages.loadgen.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out by connecting whether somebody listens at a port. */
public final class Knock {
    private static final int PATIENCE_MS = 1000;
    private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "::1");

    private Knock() {}

    /**
     * The address of a server by its name. A name may have several, as localhost may have one of each kind, and the
     * server listen at one of them: the first at which somebody takes a connection, or else the first. Throws
     * UnknownHostException if there is no such name.
     */
    public static InetSocketAddress ofName(String host, int port) throws UnknownHostException {
        return firstThatListens(Stream.of(InetAddress.getAllByName(host))
                .map(each -> new InetSocketAddress(each, port))
                .toList());
    }

    static InetSocketAddress firstThatListens(List<InetSocketAddress> addresses) {
        InetSocketAddress first = addresses.get(0);
        return addresses.size() == 1
                ? first
                : addresses.stream().filter(Knock::at).findFirst().orElse(first);
    }

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
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MS);
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
            socket.setSoTimeout(PATIENCE_MS);
            socket.shutdownOutput();
            socket.getInputStream().read();
        } catch (IOException e) {
            // A reset, or nothing at all: that is for the exam to judge.
        }
    }
}
