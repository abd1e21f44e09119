package tenstages.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * One client: turns its bytes into lines, has a worker answer each, and writes the replies. Event loop thread only.
 * While a worker has a line, or a reply waits to be written, it neither reads nor hands over another line. So replies
 * keep their order, and a client that does not read its replies is stopped by TCP in the end.
 */
final class Connection implements EventLoop.Attachment {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

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
    private final SelectionKey key;
    private final Consumer<Connection> onClose;

    // event loop thread only
    private Phase phase = Phase.SERVING;

    /** The last reply, as far as it is not yet written. */
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

    /** Writes the reply that waits; if none is left, hands over the next line. */
    private void takeTurn() throws IOException {
        channel.write(unwritten);
        if (!unwritten.hasRemaining() && !atWork) {
            handOverLine();
        }
        if (phase == Phase.SERVING || isBusy()) {
            updateInterest();
        } else if (phase == Phase.INPUT_ENDED) {
            close();
        } else {
            key.interestOps(0);
            new LingeringClose(channel, eventLoop, this::close).begin();
        }
    }

    /** Hands the next line to a worker, if there is one. What follows a last reply is not acted upon. */
    private void handOverLine() {
        try {
            byte[] line = decoder.next();
            if (line != null) {
                atWork = true;
                workers.submit(new LineTask(line, handler, eventLoop, this));
            }
        } catch (BadRequest bad) {
            reply(bad.reply());
        }
    }

    /** The reply to the line that was at work. The client may be gone by now. */
    void onReply(Reply reply) {
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
        key.interestOps(atWork ? 0 : unwritten.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
}
