package tenstages.server;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Serves one client, then the next one. One thread, which waits wherever a client makes it wait. */
final class Server implements AutoCloseable {
    /** Clients the kernel may keep waiting for their turn. */
    private static final int BACKLOG = 1024;

    private static final long ACCEPT_PAUSE_MS = 100;

    // fixed at construction
    private final Config config;
    private final Handler handler;
    private final ServerSocket listener;

    // serving thread only
    private boolean acceptFailureReported;

    /** Opens and binds; nothing runs yet. Throws IOException, with a message for the user, if it cannot listen. */
    Server(Config config, Handler handler) throws IOException {
        this.config = config;
        this.handler = handler;
        listener = listen(config.host(), config.port());
    }

    private static ServerSocket listen(String host, int port) throws IOException {
        try {
            return new ServerSocket(port, BACKLOG, InetAddress.getByName(host));
        } catch (IOException e) {
            throw new IOException("cannot listen on " + host + ":" + port + " (--host, --port): " + e.getMessage(), e);
        }
    }

    /** Where it listens, as host:port. */
    String address() {
        return config.host() + ":" + listener.getLocalPort();
    }

    /** Serves until it is closed. (Tests end it so. A server ends with its process.) */
    void run() {
        while (!listener.isClosed()) {
            accept();
        }
    }

    /** Stops the server once the client it is serving has left. Any thread may call it. */
    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        try {
            serve(listener.accept());
        } catch (IOException e) {
            if (!listener.isClosed()) {
                pauseAccepting(e);
            }
        }
    }

    /** Accepting fails when the process has no file descriptor left; trying again at once would spin. */
    private void pauseAccepting(IOException e) {
        if (!acceptFailureReported) {
            acceptFailureReported = true;
            System.err.println("cannot accept, will keep trying: " + e.getMessage());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ACCEPT_PAUSE_MS));
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = new BufferedOutputStream(client.getOutputStream());
            byte[] firstLine = readHead(in);
            if (firstLine != null) {
                out.write(handler.handle(firstLine));
                out.flush();
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    /** The first line of a request, once all its fields have come, at which nobody looks; null if they do not. */
    private static byte[] readHead(InputStream in) throws IOException {
        byte[] firstLine = readLine(in);
        byte[] field = firstLine;
        while (field != null && field.length > 0) {
            field = readLine(in);
        }
        return field == null ? null : firstLine;
    }

    /** The next line without its line end; null at the end. Bytes without a newline behind them are not a line. */
    private static byte[] readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            line.write(next);
        }
        byte[] bytes = line.toByteArray();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
