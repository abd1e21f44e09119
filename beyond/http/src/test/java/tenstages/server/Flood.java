package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/** A client that sends as long as anybody takes it, and reads nothing. */
final class Flood {
    /** More than fits into the buffers of two sockets. */
    static final long MUCH = 64L << 20;

    /** More rounds of the event loop than it takes to answer what it reads at once. */
    private static final int IN_VAIN = 2000;

    private Flood() {}

    /** Sends the text again and again, until the server stops to read. Returns how many bytes that were. */
    static long send(String text, SocketChannel client, RunningServer server) throws IOException {
        client.configureBlocking(false);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        long sent = 0;
        for (int inVain = 0; inVain < IN_VAIN && sent < MUCH; ) {
            int count = client.write(bytes);
            sent += count;
            inVain = count > 0 ? 0 : inVain + 1;
            if (!bytes.hasRemaining()) {
                bytes.rewind();
            }
            CompletableFuture.runAsync(() -> {}, server.eventLoop::execute).join();
        }
        return sent;
    }
}
