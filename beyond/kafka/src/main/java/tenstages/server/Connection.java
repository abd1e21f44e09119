package tenstages.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One client: turns its bytes into lines and its replies into bytes. Event loop thread only.
 *
 * <p>While replies wait to be written it neither reads nor answers. So a client that does not read its replies is
 * stopped by TCP in the end, and costs no more memory than the line it has begun, one read, and MAX_REPLIES replies.
 */
final class Connection implements EventLoop.Attachment {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /**
     * A turn of a client ends after this number of bytes of replies, or after TURN_NANOS: then the others have theirs.
     */
    private static final int TURN_BYTES = 4 * 1024;

    private static final long TURN_NANOS = 100_000;

    /**
     * The replies of a client that may wait to be ready. Once this number waits, no more of its lines are answered or
     * read.
     */
    private static final int MAX_REPLIES = 1000;

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

    /** In the order of their requests, whichever of them is ready first. */
    private final Deque<CompletableFuture<Reply>> replies = new ArrayDeque<>(0);

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
        // Nobody needs to look for them any more.
        replies.forEach(reply -> reply.cancel(false));
    }

    /** Reads no further line, and closes when the lines received are answered and the replies written. */
    void closeWhenWritten() {
        assert eventLoop.isCurrentThread();
        if (phase == Phase.SERVING) {
            phase = Phase.LAST_REPLIES;
            linesLeft = true;
            updateInterest();
        }
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
            if (replies.size() < MAX_REPLIES) {
                answerLines();
            }
            unwritten = readyReplies();
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
    private void answerLines() {
        long begun = eventLoop.nanoTime();
        do {
            CompletableFuture<Reply> reply = nextReply();
            linesLeft = reply != null;
            if (reply != null) {
                replies.add(reply);
                if (!reply.isDone()) {
                    reply.whenComplete((ready, failure) -> wakeUp());
                }
            }
        } while (linesLeft && replies.size() < MAX_REPLIES && eventLoop.nanoTime() - begun < TURN_NANOS);
    }

    /** The reply to the next line; null if there is no line. What follows a last reply is not acted upon. */
    private CompletableFuture<Reply> nextReply() {
        try {
            byte[] line = decoder.next();
            return line == null ? null : handler.handle(line);
        } catch (BadRequest bad) {
            if (bad.reply().isLast()) {
                decoder.clear();
                phase = Phase.LAST_REPLIES;
            }
            return CompletableFuture.completedFuture(bad.reply());
        }
    }

    /** The first replies, up to one that is not ready. */
    private ByteBuffer readyReplies() {
        ByteArrayOutputStream ready = new ByteArrayOutputStream();
        while (isReplyReady() && ready.size() < TURN_BYTES) {
            ready.writeBytes(replies.remove().join().bytes());
        }
        return ByteBuffer.wrap(ready.toByteArray());
    }

    private boolean isReplyReady() {
        return !replies.isEmpty() && replies.peek().isDone();
    }

    /** A reply is ready. Those that are ready at the same time are written together, in the next turn. */
    private void wakeUp() {
        if (isReplyReady() && key.isValid()) {
            updateInterest();
        }
    }

    /** Whether lines wait for their replies, or replies to be ready or written. */
    private boolean isBusy() {
        return linesLeft || !replies.isEmpty() || unwritten.hasRemaining();
    }

    /**
     * While there is something to do it waits for OP_WRITE: select returns as soon as the socket has room, and the next
     * turn begins. While there are only replies that are not ready it goes on reading, as far as it may, and {@link
     * #wakeUp} tells when the first of them is.
     */
    private void updateInterest() {
        boolean canAnswer = linesLeft && replies.size() < MAX_REPLIES;
        if (unwritten.hasRemaining() || isReplyReady() || canAnswer) {
            key.interestOps(SelectionKey.OP_WRITE);
        } else {
            key.interestOps(phase == Phase.SERVING && !linesLeft ? SelectionKey.OP_READ : 0);
        }
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
