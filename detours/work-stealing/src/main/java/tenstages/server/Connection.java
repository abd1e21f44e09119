package tenstages.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * One client: turns its bytes into lines and its replies into bytes. Event loop thread only. A worker makes the reply to a
 * line, and hands it over as a task of the event loop.
 *
 * <p>While a worker has a line of it, and while a reply waits to be written, it neither reads nor hands over another line.
 * So replies keep their order, there is one task at most for each connection, and a client that does not read its replies
 * is stopped by TCP in the end.
 */
final class Connection implements EventLoop.Attachment {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

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
    private final Workers workers;
    private final LineDecoder decoder;
    private final Consumer<Connection> onClose;
    private final SelectionKey key;

    // event loop thread only
    private Phase phase = Phase.SERVING;

    /** Replies not yet written. It has an array of its own only while there are any. */
    private ByteBuffer unwritten = NOTHING;

    /** Whether a worker has a line, the reply to which is to come. */
    private boolean atWork;

    Connection(
            SocketChannel channel,
            EventLoop eventLoop,
            Handler handler,
            Workers workers,
            int maxLineBytes,
            Consumer<Connection> onClose)
            throws IOException {
        this.channel = channel;
        this.eventLoop = eventLoop;
        this.handler = handler;
        this.workers = workers;
        decoder = new LineDecoder(maxLineBytes);
        this.onClose = onClose;
        key = eventLoop.register(channel, SelectionKey.OP_READ, this);
    }

    @Override
    public void onReady() throws IOException {
        assert eventLoop.isCurrentThread();
        if (key.isReadable()) {
            read();
        }
        takeTurn();
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

    /** Writes the reply that waits; if none is left, hands over the next line. */
    private void takeTurn() throws IOException {
        write();
        if (!unwritten.hasRemaining() && !atWork) {
            handOverLine();
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

    /** Hands the next line to a worker, if there is one. What follows a last reply is not acted upon. */
    private void handOverLine() {
        try {
            byte[] line = decoder.next();
            if (line != null) {
                atWork = true;
                workers.submit(() -> answer(line));
            }
        } catch (BadRequest bad) {
            reply(bad.reply());
        }
    }

    /** Called by a worker: everything else here is for the event loop alone. */
    private void answer(byte[] line) {
        try {
            Reply reply = replyTo(line);
            eventLoop.execute(() -> onReply(reply));
        } catch (RuntimeException e) {
            Output.STDERR.println("an unexpected failure closed one connection", e);
            eventLoop.execute(this::close);
        }
    }

    private Reply replyTo(byte[] line) {
        try {
            return handler.handle(line);
        } catch (BadRequest bad) {
            return bad.reply();
        }
    }

    /** The client may be gone by now. */
    private void onReply(Reply reply) {
        atWork = false;
        if (channel.isOpen()) {
            reply(reply);
            try {
                takeTurn();
            } catch (IOException e) {
                close();
            }
        }
    }

    private void reply(Reply reply) {
        unwritten = ByteBuffer.wrap(reply.bytes());
        if (reply.isLast()) {
            decoder.clear();
            phase = Phase.LAST_REPLIES;
        }
    }

    /** Whether a reply is to come, or to be written. */
    private boolean isBusy() {
        return atWork || unwritten.hasRemaining();
    }

    /** While a reply is to be written it waits for OP_WRITE: select returns as soon as the socket has room. */
    private void updateInterest() {
        int waits = unwritten.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        key.interestOps(atWork ? 0 : waits);
    }

    /**
     * Closing with unread input makes TCP send a reset, which can destroy the last replies on their way to the client. So
     * the connection first closes its sending side. Then, now and again, it reads and discards what has arrived, until the
     * client closes its side, is silent, or has had its time. (nginx calls this a lingering close.)
     */
    private void linger() throws IOException {
        channel.shutdownOutput();
        key.interestOps(0);
        linger(System.nanoTime() + LINGER_NANOS, SILENT_PAUSES);
    }

    private void linger(long deadline, int silentPausesLeft) {
        int count = discardInput();
        if (count < 0 || silentPausesLeft == 0 || System.nanoTime() - deadline > 0) {
            close();
        } else {
            int silentLeft = count > 0 ? SILENT_PAUSES : silentPausesLeft - 1;
            eventLoop.schedule(eventLoop.readBuffer.hasRemaining() ? PAUSE_MS : 0, () -> linger(deadline, silentLeft));
        }
    }

    /** The number of bytes discarded; -1 at the end of the input or after an error. */
    private int discardInput() {
        try {
            return channel.read(eventLoop.readBuffer.clear());
        } catch (IOException e) {
            return -1;
        }
    }
}
