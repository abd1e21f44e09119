package tenstages.loadgen.process;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A TCP port for a server that is about to be started, and that no other process of this program takes meanwhile, be
 * there thirty of them here. The sign of it is the UDP port of the same number: the system gives it to one process
 * alone, and takes it back when that one ends. The ports lie below those that systems hand out by themselves, so that
 * no client has one by chance. Any thread may use it.
 */
final class ReservedPort implements Closeable {
    private static final int FIRST = 20_000;
    private static final int PORTS = 12_000;
    private static final int MOST_TRIES = 1_000;
    private static final List<String> ADDRESSES = List.of("127.0.0.1", "0.0.0.0");

    private final int number;
    private final DatagramSocket sign;

    private ReservedPort(int number, DatagramSocket sign) {
        this.number = number;
        this.sign = sign;
    }

    /** One that nobody has reserved and nobody uses. Throws IOException if none is found. */
    static ReservedPort any() throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            int number = FIRST + ThreadLocalRandom.current().nextInt(PORTS);
            DatagramSocket sign = signOf(number);
            if (sign != null) {
                ReservedPort port = new ReservedPort(number, sign);
                if (!port.isInUse()) {
                    return port;
                }
                port.close();
            }
        }
        throw new IOException("no free port from " + FIRST + " to " + (FIRST + PORTS - 1) + " was found");
    }

    /** From 20000 to 31999. */
    int number() {
        return number;
    }

    /**
     * Whether somebody has the TCP port, or had it a moment ago: a server need not know SO_REUSEADDR, and then could
     * not have it.
     */
    boolean isInUse() {
        return ADDRESSES.stream().anyMatch(address -> !canBind(new InetSocketAddress(address, number)));
    }

    @Override
    public void close() {
        sign.close();
    }

    private static DatagramSocket signOf(int number) {
        try {
            DatagramSocket socket = new DatagramSocket(null);
            try {
                socket.setReuseAddress(false);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
                return socket;
            } catch (SocketException e) {
                socket.close();
                return null;
            }
        } catch (SocketException e) {
            return null;
        }
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(address, 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
