package tenstages.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/**
 * One client: turns its bytes into lines and its replies into bytes. Its thread alone touches it, and waits wherever
 * the client makes it wait: in a read while the client says nothing, in a write while the client reads nothing. So a
 * client that does not read its replies is stopped by TCP in the end, and holds up nobody but its own thread.
 */
final class Connection implements Runnable {
    /** Each connection that waits for input holds a buffer of this size, and the JDK another one outside the heap. */
    private static final int READ_BYTES = 4 * 1024;

    /** Replies are written together, until they are so many bytes or have taken so much time. */
    private static final int TURN_BYTES = 4 * 1024;

    private static final long TURN_NANOS = 100_000;

    /** A linger lasts five seconds at most, or one in which nothing comes. */
    private static final long LINGER_NANOS = 5_000_000_000L;

    private static final int SILENCE_MS = 1000;

    // fixed at construction
    private final Socket socket;
    private final Handler handler;
    private final LineDecoder decoder;
    private final Runnable onClose;

    Connection(Socket socket, Handler handler, int maxLineBytes, Runnable onClose) {
        this.socket = socket;
        this.handler = handler;
        decoder = new LineDecoder(maxLineBytes);
        this.onClose = onClose;
    }

    /** Serves the client until it leaves. Blocks as long. */
    @Override
    public void run() {
        try {
            serve(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // The client is gone.
        } catch (RuntimeException e) {
            Output.STDERR.println("an unexpected failure closed one connection", e);
        } finally {
            // In this order: a client that has seen the end may come again, and finds its place free.
            onClose.run();
            closeQuietly(socket);
        }
    }

    /** Closes a socket for which nothing more can be done. */
    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[READ_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            decoder.feed(ByteBuffer.wrap(buffer, 0, count));
            if (answerLines(out)) {
                linger(in, buffer);
                return;
            }
        }
    }

    /** Answers the lines that are there. Whether the connection ends with the last of the replies. */
    private boolean answerLines(OutputStream out) throws IOException {
        Reply reply;
        do {
            ByteArrayOutputStream replies = new ByteArrayOutputStream();
            long begun = System.nanoTime();
            do {
                reply = nextReply();
                if (reply != null) {
                    replies.writeBytes(reply.bytes());
                }
            } while (goesOn(reply) && replies.size() < TURN_BYTES && System.nanoTime() - begun < TURN_NANOS);
            replies.writeTo(out);
        } while (goesOn(reply));
        return reply != null;
    }

    private static boolean goesOn(Reply reply) {
        return reply != null && !reply.isLast();
    }

    /** The reply to the next line; null if there is no line. */
    private Reply nextReply() {
        try {
            byte[] line = decoder.next();
            return line == null ? null : handler.handle(line);
        } catch (BadRequest bad) {
            return bad.reply();
        }
    }

    /**
     * Closing with unread input makes TCP send a reset, which can destroy the last replies on their way to the client.
     * So the connection first closes its sending side. Then it reads and discards what arrives, until the client closes
     * its side, is silent, or has had its time. (nginx calls this a lingering close.)
     */
    private void linger(InputStream in, byte[] buffer) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(SILENCE_MS);
        long deadline = System.nanoTime() + LINGER_NANOS;
        try {
            while (in.read(buffer) >= 0 && System.nanoTime() - deadline < 0) {
                // It is thrown away.
            }
        } catch (SocketTimeoutException e) {
            // It has had its time.
        }
    }
}
