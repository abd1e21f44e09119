package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One client: its bytes to lines, its replies to bytes. Event loop thread only.
 *
 * <p>While replies wait to be written it neither reads nor answers, so a client that does not read its replies is in the
 * end stopped by TCP, and costs no more than one read and {@link #FLUSH_BYTES} of replies.
 */
final class Connection {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int FLUSH_BYTES = 4 * 1024;
    private static final int LINGER_BYTES = 8 * 1024 * 1024;

    // fixed at construction
    private final Thread eventLoop = Thread.currentThread();
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Handler handler;
    private final LineDecoder decoder;

    // event loop thread only
    /** Replies not yet written, from 0 to its position. An array of its own only while there are any. */
    private ByteBuffer unwritten = NOTHING;

    private boolean linesLeft;
    private boolean inputEnded;
    private boolean lineRefused;
    private boolean closing;
    private int discarded;

    Connection(SocketChannel channel, SelectionKey key, Handler handler, int maxLineBytes) {
        this.channel = channel;
        this.key = key;
        this.handler = handler;
        decoder = new LineDecoder(maxLineBytes);
    }

    /** Turns a client away at once. What it has sent by now is read first: closing over unread bytes would be a reset. */
    static void refuse(SocketChannel channel, ByteBuffer readBuffer) throws IOException {
        try (channel) {
            channel.read(readBuffer.clear());
            channel.write(ByteBuffer.wrap((Reply.TOO_MANY_CONNECTIONS + "\n").getBytes(UTF_8)));
        }
    }

    /** Reads what has arrived, by way of the event loop's buffer, and answers every complete line. */
    void onReadable(ByteBuffer readBuffer) throws IOException {
        assert Thread.currentThread() == eventLoop;
        int count = channel.read(readBuffer.clear());
        inputEnded = count < 0;
        if (closing) {
            discard(count);
        } else {
            decoder.feed(readBuffer.flip());
            answer();
        }
    }

    /** Writes the replies that wait, then answers the lines that wait. */
    void onWritable() throws IOException {
        assert Thread.currentThread() == eventLoop;
        flush();
        answer();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void close() {
        assert Thread.currentThread() == eventLoop;
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing left to do for it.
        }
    }

    /**
     * Reads no further line; closes once every reply is written. Closing over unread bytes would reset the connection and
     * could destroy the last replies on their way. So it first says that nothing more will come, and then throws away what
     * still arrives until the client closes its side (what nginx calls a lingering close), or sends too much.
     */
    void finish() {
        assert Thread.currentThread() == eventLoop;
        closing = true;
        key.interestOps(SelectionKey.OP_WRITE);
    }

    /** Whether replies wait to be written, or lines to be answered. */
    boolean isBusy() {
        return hasUnwritten() || linesLeft;
    }

    /**
     * Answers as many lines as one turn of the event loop allows, so that no client keeps the others waiting, however much
     * it has to say. The rest follows in later turns: a socket that may be written is ready again at once.
     */
    private void answer() throws IOException {
        if (!hasUnwritten()) {
            linesLeft = answerLines();
            flush();
        }
        if (isBusy()) {
            key.interestOps(SelectionKey.OP_WRITE);
        } else if (inputEnded) {
            close();
        } else {
            key.interestOps(SelectionKey.OP_READ);
            if (closing) {
                channel.shutdownOutput();
            }
        }
    }

    /** Answers until no complete line is left (false) or enough replies wait to be written (true). */
    private boolean answerLines() {
        while (unwritten.position() < FLUSH_BYTES) {
            byte[] line = decoder.next();
            if (line == null) {
                if (decoder.lineTooLong() && !lineRefused) {
                    lineRefused = true;
                    send(Reply.LINE_TOO_LONG);
                    finish();
                }
                return false;
            }
            send(handler.handle(line));
        }
        return true;
    }

    private void send(Reply reply) {
        byte[] bytes = reply.bytes();
        if (unwritten.remaining() <= bytes.length) {
            int needed = unwritten.position() + bytes.length + 1;
            unwritten = ByteBuffer.allocate(Math.max(needed, 2 * unwritten.capacity()))
                    .put(unwritten.flip());
        }
        unwritten.put(bytes).put((byte) '\n');
    }

    private boolean hasUnwritten() {
        return unwritten.position() > 0;
    }

    private void flush() throws IOException {
        if (hasUnwritten()) {
            channel.write(unwritten.flip());
            unwritten = unwritten.hasRemaining() ? unwritten.compact() : NOTHING;
        }
    }

    private void discard(int count) {
        discarded += count;
        if (inputEnded || discarded > LINGER_BYTES) {
            close();
        }
    }
}
