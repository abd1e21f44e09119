package tenstages.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import tenstages.loadgen.protocol.Requests;

/** Clients that no server likes, each on a thread of its own, over and over again until they are told to end. */
final class HostileClients {
    private static final byte[] EVENTS =
            (Requests.buy("hostile", 1) + "\n").repeat(1000).getBytes(UTF_8);
    private static final byte[] GARBAGE =
            "{\"user\":[[[[ garbage\n\n\u0000\n".repeat(100).getBytes(UTF_8);
    private static final byte[] HALF_A_LINE = "{\"user\":\"ada\",\"act".getBytes(UTF_8);
    private static final byte[] TOO_LONG = "x".repeat(70_000).getBytes(UTF_8);
    private static final long PAUSE_NANOS = 20_000_000;
    private static final int SLOW_BYTES = 50;

    private HostileClients() {}

    /** What one does with its connection. */
    private interface Deed {
        void on(Socket socket) throws IOException;
    }

    static List<Thread> start(InetSocketAddress server, AtomicBoolean ended) {
        List<Deed> deeds = List.of(
                HostileClients::readNothing,
                HostileClients::writeSlowly,
                socket -> socket.getOutputStream().write(GARBAGE),
                socket -> socket.getOutputStream().write(HALF_A_LINE),
                socket -> socket.getOutputStream().write(TOO_LONG),
                HostileClients::reset);
        List<Thread> threads = new ArrayList<>();
        for (Deed deed : deeds) {
            Thread thread = new Thread(() -> repeat(server, deed, ended), "hostile");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private static void repeat(InetSocketAddress server, Deed deed, AtomicBoolean ended) {
        while (!ended.get()) {
            try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
                deed.on(socket);
            } catch (IOException e) {
                // The server may well hang up on it.
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Sends many events, takes no reply, and leaves. */
    private static void readNothing(Socket socket) throws IOException {
        socket.getOutputStream().write(EVENTS);
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private static void writeSlowly(Socket socket) throws IOException {
        for (int i = 0; i < SLOW_BYTES; i++) {
            socket.getOutputStream().write(EVENTS[i]);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Closes with unread replies, and makes TCP say so. */
    private static void reset(Socket socket) throws IOException {
        socket.getOutputStream().write(EVENTS);
        socket.setSoLinger(true, 0);
    }
}
