package tenstages.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

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

    private enum Phase {
        /** Reads lines and answers them. */
        SERVING,
        /** The client has closed its sending side: answers the lines that are left, then closes. */
        INPUT_ENDED
    }

    // fixed at construction
    private final SocketChannel channel;
    private final EventLoop eventLoop;
    private final Handler handler;
    private final LineDecoder decoder = new LineDecoder();
    private final SelectionKey key;

    // event loop thread only
    private Phase phase = Phase.SERVING;

    /** Replies not yet written. It has an array of its own only while there are any. */
    ByteBuffer unwritten = NOTHING;

    private boolean linesLeft;

    Connection(SocketChannel channel, EventLoop eventLoop, Handler handler) throws IOException {
        this.channel = channel;
        this.eventLoop = eventLoop;
        this.handler = handler;
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
        } else {
            close();
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
            byte[] line = decoder.next();
            linesLeft = line != null;
            if (linesLeft) {
                replies.writeBytes(handler.handle(line));
                replies.write('\n');
            }
        } while (linesLeft && replies.size() < TURN_BYTES && eventLoop.nanoTime() - begun < TURN_NANOS);
        return ByteBuffer.wrap(replies.toByteArray());
    }

    /** Whether lines wait for their replies, or replies to be written. */
    private boolean isBusy() {
        return linesLeft || unwritten.hasRemaining();
    }

    /** While busy it waits for OP_WRITE: select returns as soon as the socket has room, and the next turn begins. */
    private void updateInterest() {
        key.interestOps(isBusy() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
}
