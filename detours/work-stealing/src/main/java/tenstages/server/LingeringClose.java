package tenstages.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * The end of a connection after a last reply. Closing with unread input makes TCP send a reset, which can destroy the
 * reply on its way to the client. So the sending side is closed first. Then, now and again, what has arrived is read
 * and discarded, until the client closes its side, is silent, or has had its time. (nginx calls this a lingering
 * close.) Event loop thread only.
 */
final class LingeringClose {
    /** It lasts five seconds at most, or 20 pauses in a row in which nothing came. */
    private static final long LINGER_NANOS = 5_000_000_000L;

    private static final long PAUSE_MS = 50;
    private static final int SILENT_PAUSES = 20;

    // fixed at construction
    private final SocketChannel channel;
    private final EventLoop eventLoop;
    private final Runnable close;

    LingeringClose(SocketChannel channel, EventLoop eventLoop, Runnable close) {
        this.channel = channel;
        this.eventLoop = eventLoop;
        this.close = close;
    }

    void begin() throws IOException {
        channel.shutdownOutput();
        goOn(eventLoop.nanoTime() + LINGER_NANOS, SILENT_PAUSES);
    }

    private void goOn(long deadline, int silentPausesLeft) {
        int count = discardInput();
        if (count < 0 || silentPausesLeft == 0 || eventLoop.nanoTime() - deadline > 0) {
            close.run();
        } else {
            int silentLeft = count > 0 ? SILENT_PAUSES : silentPausesLeft - 1;
            eventLoop.schedule(eventLoop.readBuffer.hasRemaining() ? PAUSE_MS : 0, () -> goOn(deadline, silentLeft));
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
