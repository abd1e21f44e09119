package tenstages.loadgen.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * An ordinary client, one line at a time: it blocks, and it waits for a reply as long as it is told. One thread may
 * send while another one reads, and any thread may close it.
 */
public final class LineClient implements AutoCloseable {
    /** No reply of a server that is right is nearly as long. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Socket socket;
    private final InputStream in;
    private final Onlooker onlooker;

    /** What has come of the next line. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** Connects; waits for each reply as long as the timeout says. */
    public LineClient(InetSocketAddress server, Duration timeout) throws IOException {
        this(server, timeout, 0);
    }

    /** The same with a receive buffer of this number of bytes; 0 leaves it as it is. */
    public LineClient(InetSocketAddress server, Duration timeout, int receiveBufferBytes) throws IOException {
        socket = new Socket();
        try {
            if (receiveBufferBytes > 0) {
                socket.setReceiveBufferSize(receiveBufferBytes);
            }
            socket.setTcpNoDelay(true);
            socket.connect(server, (int) CONNECT_TIMEOUT.toMillis());
            socket.setSoTimeout((int) timeout.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
            onlooker = Onlookers.of(server);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends the bytes as they are, in one write. */
    public LineClient send(byte[] bytes) throws IOException {
        if (onlooker != Onlooker.NOBODY) {
            onlooker.sent(lines(bytes));
        }
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends the text as it is, in UTF-8 and in one write. */
    public LineClient send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    /** Sends a line and returns the reply to it, both without their newlines; null at the end of the connection. */
    public String ask(String line) throws IOException {
        send(line + "\n");
        return readLine();
    }

    /** Says that no further byte comes; replies can still be read. */
    public LineClient endInput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /**
     * The next line without its newline, as text; null at the end of the connection. Throws SocketTimeoutException if
     * it does not come in time.
     */
    public String readLine() throws IOException {
        byte[] line = readLineBytes();
        if (line == null) {
            return null;
        }
        boolean whole = line[line.length - 1] == '\n';
        return new String(line, 0, whole ? line.length - 1 : line.length, UTF_8);
    }

    /**
     * The next line with its newline, or what came of it before the end of the connection; null if nothing came. Throws
     * SocketTimeoutException if it does not come in time; what came of it stays to be read. Throws IOException after 16
     * MB without a newline.
     */
    public byte[] readLineBytes() throws IOException {
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (line.size() == MOST_BYTES) {
                throw new IOException(MOST_BYTES + " bytes came, and no newline");
            }
            line.write(next);
            next = in.read();
        }
        if (next == '\n') {
            line.write(next);
        }
        byte[] bytes = line.toByteArray();
        line.reset();
        if (onlooker != Onlooker.NOBODY) {
            tell(bytes);
        }
        return bytes.length == 0 ? null : bytes;
    }

    private void tell(byte[] reply) {
        if (reply.length == 0) {
            onlooker.left();
        } else {
            onlooker.heard(Replies.heard(new String(reply, UTF_8)));
        }
    }

    private static int lines(byte[] bytes) {
        int lines = 0;
        for (byte each : bytes) {
            lines += each == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** What has come of a line that is not complete. */
    public byte[] unfinished() {
        return line.toByteArray();
    }

    /** Whether the server has closed the connection, cleanly and with nothing left to read. */
    public boolean atEnd() throws IOException {
        return in.read() < 0;
    }

    /** Whether nothing arrives for as long as the timeout says. */
    public boolean silent() throws IOException {
        try {
            in.mark(1);
            in.read();
            in.reset();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /** How many bytes have arrived and not been read. */
    public int available() throws IOException {
        return in.available();
    }

    /** From now on waits this long for each reply. */
    public void timeout(Duration timeout) throws SocketException {
        socket.setSoTimeout((int) timeout.toMillis());
    }

    /** Hangs up without a word: the server sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    @Override
    public void close() throws IOException {
        onlooker.left();
        socket.close();
    }
}
