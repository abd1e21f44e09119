package tenstages.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * One client: turns its bytes into lines and its replies into bytes. Event loop thread only.
 *
 * <p>While replies wait to be written it neither reads nor answers. So a client that does not read its replies is
 * stopped by TCP in the end, and costs no more memory than the line it has begun, one read, and one turn's replies.
 */
final class Connection implements EventLoop.Attachment {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /**
     * A turn of a client ends after this number of bytes of replies, or after TURN_NANOS: then the others have theirs.
     */
    private static final int TURN_BYTES = 4 * 1024;

    private static final long TURN_NANOS = 100_000;

    /** A linger lasts five seconds at most, or 20 pauses in a row in which nothing came. */
    private static final long LINGER_NANOS = 5_000_000_000L;

    private static final long PAUSE_MS = 50;
    private static final int SILENT_PAUSES = 20;

    private enum Phase {
        /** Reads lines and answers them. */
        SERVING,
        /** The client has closed its sending side: answers the lines that are left, then closes. */
        INPUT_ENDED,
        /** Reads nothing more: answers the lines that are left, then closes the sending side and lingers. */
        LAST_REPLIES
    }

    // fixed at construction
    private final SocketChannel channel;
    private final EventLoop eventLoop;
    private final Handler handler;
    private final LineDecoder decoder;
    private final SelectionKey key;
    private final Consumer<Connection> onClose;

    // event loop thread only
    private Phase phase = Phase.SERVING;

    /** Replies not yet written. It has an array of its own only while there are any. */
    ByteBuffer unwritten = NOTHING;

    private boolean linesLeft;

    Connection(
            SocketChannel channel, EventLoop eventLoop, Handler handler, int maxLineBytes, Consumer<Connection> onClose)
            throws IOException {
        this.channel = channel;
        this.eventLoop = eventLoop;
        this.handler = handler;
        decoder = new LineDecoder(maxLineBytes);
        this.onClose = onClose;
        key = eventLoop.register(channel, SelectionKey.OP_READ, this);
    }

    @Override
    public void onReady() {
        try {
            if (key.isReadable()) {
                read();
            }
            takeTurn();
        } catch (IOException e) {
            // The client is gone.
            close();
        } catch (RuntimeException e) {
            Output.STDERR.println("an unexpected failure closed one connection", e);
            close();
        }
    }

    @Override
    public void close() {
        EventLoop.closeQuietly(channel);
        onClose.accept(this);
    }

    private void read() throws IOException {
        if (channel.read(eventLoop.readBuffer.clear()) < 0) {
            phase = Phase.INPUT_ENDED;
        } else {
            decoder.feed(eventLoop.readBuffer.flip());
        }
    }

    /** Writes the replies that wait; if none is left, answers more lines, and writes those replies. */
    private void takeTurn() throws IOException {
        write();
        if (!unwritten.hasRemaining()) {
            unwritten = answerLines();
            write();
        }
        if (phase == Phase.SERVING || isBusy()) {
            updateInterest();
        } else if (phase == Phase.INPUT_ENDED) {
            close();
        } else {
            linger();
        }
    }

    private void write() throws IOException {
        channel.write(unwritten);
        if (!unwritten.hasRemaining()) {
            unwritten = NOTHING;
        }
    }

    /** Answers lines until none is left or the turn is over. The others follow in the next turn. */
    private ByteBuffer answerLines() {
        ByteArrayOutputStream replies = new ByteArrayOutputStream();
        long begun = eventLoop.nanoTime();
        do {
            Reply reply = nextReply();
            linesLeft = reply != null && !reply.isLast();
            if (reply != null) {
                replies.writeBytes(reply.bytes());
            }
        } while (linesLeft && replies.size() < TURN_BYTES && eventLoop.nanoTime() - begun < TURN_NANOS);
        return ByteBuffer.wrap(replies.toByteArray());
    }

    /** The reply to the next line; null if there is no line. What follows a last reply is not acted upon. */
    private Reply nextReply() {
        try {
            byte[] line = decoder.next();
            return line == null ? null : handler.handle(line);
        } catch (BadRequest bad) {
            if (bad.reply().isLast()) {
                decoder.clear();
                phase = Phase.LAST_REPLIES;
            }
            return bad.reply();
        }
    }

    /** Whether lines wait for their replies, or replies to be written. */
    private boolean isBusy() {
        return linesLeft || unwritten.hasRemaining();
    }

    /** While busy it waits for OP_WRITE: select returns as soon as the socket has room, and the next turn begins. */
    private void updateInterest() {
        key.interestOps(isBusy() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /**
     * Closing with unread input makes TCP send a reset, which can destroy the last replies on their way to the client.
     * So the connection first closes its sending side. Then, now and again, it reads and discards what has arrived,
     * until the client closes its side, is silent, or has had its time. (nginx calls this a lingering close.)
     */
    private void linger() throws IOException {
        channel.shutdownOutput();
        key.interestOps(0);
        linger(eventLoop.nanoTime() + LINGER_NANOS, SILENT_PAUSES);
    }

    private void linger(long deadline, int silentPausesLeft) {
        int count = -1;
        try {
            count = channel.read(eventLoop.readBuffer.clear());
        } catch (IOException e) {
            // The client is gone: that, too, ends its input.
        }
        if (count < 0 || silentPausesLeft == 0 || eventLoop.nanoTime() - deadline > 0) {
            close();
        } else {
            int silentLeft = count > 0 ? SILENT_PAUSES : silentPausesLeft - 1;
            eventLoop.schedule(eventLoop.readBuffer.hasRemaining() ? PAUSE_MS : 0, () -> linger(deadline, silentLeft));
        }
    }
}
