package tenstages.loadgen.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/** An echo at the port it is given; it says where it listens only if it is loud, and one that drips never listens. */
final class PortedEcho {
    private static final long DRIP_NANOS = 100_000_000;

    private PortedEcho() {}

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener =
                new ServerSocket(Integer.parseInt(args[0]), 10, InetAddress.getLoopbackAddress())) {
            if (args[1].equals("loud")) {
                System.out.println("listening on 127.0.0.1:" + listener.getLocalPort());
            }
            while (true) {
                try (Socket client = listener.accept()) {
                    while (args[1].equals("dripping")) {
                        client.getOutputStream().write('x');
                        LockSupport.parkNanos(DRIP_NANOS);
                    }
                    client.getInputStream().transferTo(client.getOutputStream());
                }
            }
        }
    }
}
