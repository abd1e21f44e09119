package tenstages.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One client: carries its bytes to a {@link Conversation} and the replies back, and sees to it that neither takes for
 * ever. Event loop thread only.
 *
 * <p>While replies wait to be written it neither reads nor answers. So a client that does not read its replies is
 * stopped by TCP in the end, and costs no more memory than the request it has begun, one read, and one turn's replies.
 */
final class Connection implements EventLoop.Attachment {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /**
     * A turn of a client ends after this number of bytes of replies, or after TURN_NANOS: then the others have theirs.
     */
    private static final int TURN_BYTES = 4 * 1024;

    private static final long TURN_NANOS = 100_000;

    /** Most replies are not longer. */
    private static final int USUAL_BYTES = 256;

    /** A linger lasts five seconds at most, or until nothing has come for one. */
    private static final long LINGER_NANOS = 5_000_000_000L;

    private static final long SILENT_NANOS = 1_000_000_000L;

    private enum Phase {
        /** Reads requests and answers them. */
        SERVING,
        /** The client has closed its sending side: answers the requests that are left, then closes. */
        INPUT_ENDED,
        /** Reads nothing more: answers the requests that are left, then closes the sending side and lingers. */
        LAST_REPLIES,
        /** Discards what still comes, then closes. */
        LINGERING
    }

    // fixed at construction
    private final SocketChannel channel;
    private final EventLoop eventLoop;
    private final Conversation conversation;
    private final long requestNanos;
    private final long idleNanos;
    private final SelectionKey key;
    private final Consumer<Connection> onClose;

    // event loop thread only
    private Phase phase = Phase.SERVING;

    /** Replies not yet written. It has an array of its own only while there are any. */
    ByteBuffer unwritten = NOTHING;

    private boolean requestsLeft;

    /** Whether a request has begun that is not whole. */
    private boolean begun;

    /** Since when the server has been waiting for the client: to send a request, or its rest, or to take replies. */
    private long waitingSince;

    private long lingeringSince;

    Connection(
            SocketChannel channel,
            EventLoop eventLoop,
            Handler handler,
            Config config,
            HttpDate date,
            Consumer<Connection> onClose)
            throws IOException {
        this.channel = channel;
        this.eventLoop = eventLoop;
        conversation = new Conversation(handler, config.maxBodyBytes(), date, this::answerLater);
        requestNanos = TimeUnit.MILLISECONDS.toNanos(config.requestMs());
        idleNanos = TimeUnit.MILLISECONDS.toNanos(config.idleMs());
        waitingSince = eventLoop.nanoTime();
        this.onClose = onClose;
        key = eventLoop.register(channel, SelectionKey.OP_READ, this);
    }

    @Override
    public void onReady() {
        try {
            if (phase == Phase.LINGERING) {
                discard();
                return;
            }
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

    /** Reads no further request, and closes when those received are answered and the replies written. */
    void closeWhenWritten() {
        assert eventLoop.isCurrentThread();
        if (phase == Phase.SERVING) {
            phase = Phase.LAST_REPLIES;
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    /** To be called now and again: ends what takes the client too long. What takes a worker long is not its fault. */
    void endWhatIsLate() {
        long now = eventLoop.nanoTime();
        long waited = now - waitingSince;
        if (phase == Phase.LINGERING) {
            if (waited > SILENT_NANOS || now - lingeringSince > LINGER_NANOS) {
                close();
            }
        } else if (requestsLeft || unwritten.hasRemaining()) {
            // It does not read. A request that is left is whole, but the socket has no room for another reply.
            if (waited > idleNanos) {
                close();
            }
        } else if (phase == Phase.SERVING && !conversation.isWaiting()) {
            if (waited > (begun ? requestNanos : idleNanos)) {
                endPolitely();
            }
        }
    }

    /** Whoever has begun a request is told why it is not answered. */
    private void endPolitely() {
        if (begun) {
            ByteArrayOutputStream reply = new ByteArrayOutputStream();
            conversation.end(Reply.REQUEST_TIMEOUT, reply);
            unwritten = ByteBuffer.wrap(reply.toByteArray());
        }
        closeWhenWritten();
    }

    private void read() throws IOException {
        if (channel.read(eventLoop.readBuffer.clear()) < 0) {
            phase = Phase.INPUT_ENDED;
        } else {
            conversation.feed(eventLoop.readBuffer.flip());
        }
    }

    /** Writes the replies that wait; if none is left, answers more requests, and writes those replies. */
    private void takeTurn() throws IOException {
        write();
        if (!unwritten.hasRemaining()) {
            unwritten = answerRequests();
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
        if (channel.write(unwritten) > 0) {
            waitingSince = eventLoop.nanoTime();
        }
        if (!unwritten.hasRemaining()) {
            unwritten = NOTHING;
        }
    }

    /** Answers requests until none is left or the turn is over. The others follow in the next turn. */
    private ByteBuffer answerRequests() {
        ByteArrayOutputStream replies = new ByteArrayOutputStream(USUAL_BYTES);
        long now = eventLoop.nanoTime();
        do {
            requestsLeft = conversation.answerNext(replies);
        } while (requestsLeft && replies.size() < TURN_BYTES && eventLoop.nanoTime() - now < TURN_NANOS);
        if (conversation.isOver()) {
            phase = Phase.LAST_REPLIES;
        }
        keepTime(replies.size() > 0);
        return ByteBuffer.wrap(replies.toByteArray());
    }

    /** A request that has begun behind a reply has begun now: before, the server was not waiting for it. */
    private void keepTime(boolean replied) {
        boolean had = begun;
        begun = conversation.hasBegun();
        if (replied || begun && !had) {
            waitingSince = eventLoop.nanoTime();
        }
    }

    /** A worker's reply, on the worker's thread. The client may be gone by the time the event loop has it. */
    private void answerLater(Reply reply) {
        eventLoop.execute(() -> {
            conversation.take(reply);
            waitingSince = eventLoop.nanoTime();
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
        });
    }

    /** Whether requests wait for their replies, or replies to be written. */
    private boolean isBusy() {
        return requestsLeft || unwritten.hasRemaining() || conversation.isWaiting();
    }

    /**
     * While busy it waits for OP_WRITE: select returns as soon as the socket has room, and the next turn begins. While
     * a worker makes the next reply it waits for nothing.
     */
    private void updateInterest() {
        if (requestsLeft || unwritten.hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE);
        } else {
            key.interestOps(conversation.isWaiting() ? 0 : SelectionKey.OP_READ);
        }
    }

    /**
     * Closing with unread input makes TCP send a reset, which can destroy the last replies on their way to the client.
     * So the connection first closes its sending side. Then it reads and discards what still comes, until the client
     * closes its side, is silent, or has had its time. (nginx calls this a lingering close.)
     */
    private void linger() throws IOException {
        channel.shutdownOutput();
        phase = Phase.LINGERING;
        key.interestOps(SelectionKey.OP_READ);
        waitingSince = eventLoop.nanoTime();
        lingeringSince = waitingSince;
    }

    private void discard() throws IOException {
        if (channel.read(eventLoop.readBuffer.clear()) < 0) {
            close();
        } else {
            waitingSince = eventLoop.nanoTime();
        }
    }
}
