package tenstages.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Another server of the group, asked for balances as any client would ask. Event loop thread only. One that does not
 * answer in time may be gone, or not own the user any more: the connection ends, and whoever asked looks again for the
 * owner.
 */
final class Peer implements EventLoop.Attachment {
    private static final int MAX_REPLY_BYTES = 1024;
    /** The longest time that a question waits for its answer. */
    static final long TIMEOUT_NANOS = 1_000_000_000;

    /** A user may have half a surrogate pair in the name, which only an escape can express. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private record Question(CompletableFuture<Long> balance, Runnable failed, long deadline) {}

    // fixed at construction
    private final SocketChannel channel = SocketChannel.open();
    private final EventLoop eventLoop;
    private final LineDecoder decoder = new LineDecoder(MAX_REPLY_BYTES);
    private final Consumer<Peer> onClose;
    private final SelectionKey key;

    // event loop thread only
    private final Deque<ByteBuffer> unwritten = new ArrayDeque<>();

    /** In the order in which the other server answers. */
    private final Deque<Question> unanswered = new ArrayDeque<>();

    private boolean watching;

    /** Begins to connect. Throws IOException if that fails at once. */
    Peer(InetSocketAddress address, EventLoop eventLoop, Consumer<Peer> onClose) throws IOException {
        this.eventLoop = eventLoop;
        this.onClose = onClose;
        try {
            channel.configureBlocking(false);
            channel.connect(address);
            key = eventLoop.register(channel, SelectionKey.OP_CONNECT, this);
        } catch (UnresolvedAddressException e) {
            channel.close();
            throw new IOException("no such host: " + address, e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Completes the balance, or runs {@code failed}. */
    void ask(String user, CompletableFuture<Long> balance, Runnable failed) throws IOException {
        String line = JSON.writeValueAsString(
                JSON.createObjectNode().put("type", "balance").put("user", user));
        unwritten.add(ByteBuffer.wrap((line + "\n").getBytes(US_ASCII)));
        unanswered.add(new Question(balance, failed, System.nanoTime() + TIMEOUT_NANOS));
        if (!watching) {
            watching = true;
            watch();
        }
        if (channel.isConnected()) {
            updateInterest();
        }
    }

    @Override
    public void onReady() {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
            }
            if (key.isReadable()) {
                read();
            }
            write();
            updateInterest();
        } catch (IOException e) {
            // The other server is gone.
            close();
        } catch (RuntimeException e) {
            Output.STDERR.println("an unexpected failure closed the connection to another server", e);
            close();
        }
    }

    /** Whoever still waits for an answer is told. */
    @Override
    public void close() {
        EventLoop.closeQuietly(channel);
        onClose.accept(this);
        unanswered.forEach(question -> question.failed.run());
        unanswered.clear();
    }

    private void write() throws IOException {
        while (!unwritten.isEmpty()) {
            channel.write(unwritten.peek());
            if (unwritten.peek().hasRemaining()) {
                return;
            }
            unwritten.remove();
        }
    }

    private void read() throws IOException {
        if (channel.read(eventLoop.readBuffer.clear()) < 0) {
            throw new EOFException("the other server has closed the connection");
        }
        decoder.feed(eventLoop.readBuffer.flip());
        try {
            for (byte[] line = decoder.next(); line != null; line = decoder.next()) {
                JsonNode balance = JSON.readTree(line).path("balance");
                if (!balance.isIntegralNumber()) {
                    throw new IOException("the other server does not know");
                }
                unanswered.remove().balance.complete(balance.longValue());
            }
        } catch (BadRequest | NoSuchElementException e) {
            throw new IOException("the other server is none of ours", e);
        }
    }

    private void updateInterest() {
        key.interestOps(unwritten.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    /** Closes the connection when the oldest question has waited too long. */
    private void watch() {
        if (unanswered.isEmpty()) {
            watching = false;
            return;
        }
        long left = unanswered.peek().deadline - System.nanoTime();
        if (left <= 0) {
            close();
        } else {
            eventLoop.schedule(TimeUnit.NANOSECONDS.toMillis(left) + 1, this::watch);
        }
    }
}
