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
 * answer in time may be gone: the connection ends, and whoever asked looks again for the owner. So does the one whose
 * question the other server refuses: it does not own the user any more.
 */
final class Peer implements EventLoop.Attachment {
    private static final int MAX_REPLY_BYTES = 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The longest time that a question waits for its answer. */
    static final long TIMEOUT_MS = 1000;

    /** A user may have half a surrogate pair in the name, which only an escape can express. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private record Question(String user, CompletableFuture<Reply> reply, Runnable failed, long deadline) {}

    // fixed at construction
    private final SocketChannel channel = SocketChannel.open();
    private final EventLoop eventLoop;
    private final LineDecoder decoder = new LineDecoder(MAX_REPLY_BYTES);
    private final Consumer<Peer> onClose;
    private final SelectionKey key;

    // event loop thread only
    /** In the order in which they came. */
    private final Deque<Question> unasked = new ArrayDeque<>();

    /** The question that is being written. */
    private ByteBuffer unwritten = NOTHING;

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

    /** Completes the reply, or runs {@code failed}: at once if too many questions wait. */
    void ask(String user, CompletableFuture<Reply> reply, Runnable failed) {
        if (unasked.size() + unanswered.size() >= Questions.MOST) {
            failed.run();
            return;
        }
        long deadline = eventLoop.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
        unasked.add(new Question(user, reply, failed, deadline));
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
        unanswered.addAll(unasked);
        unasked.clear();
        unanswered.forEach(question -> question.failed.run());
        unanswered.clear();
    }

    private void write() throws IOException {
        do {
            channel.write(unwritten);
            if (unwritten.hasRemaining()) {
                return;
            }
            unwritten = nextLine();
        } while (unwritten.hasRemaining());
    }

    /** The next question; nothing if there is none. Those whose answers nobody waits for any more are left out. */
    private ByteBuffer nextLine() throws IOException {
        Question next = unasked.poll();
        while (next != null && next.reply.isDone()) {
            next = unasked.poll();
        }
        if (next == null) {
            return NOTHING;
        }
        unanswered.add(next);
        String line = JSON.writeValueAsString(
                JSON.createObjectNode().put("type", "balance").put("user", next.user));
        return ByteBuffer.wrap((line + "\n").getBytes(US_ASCII));
    }

    private void read() throws IOException {
        if (channel.read(eventLoop.readBuffer.clear()) < 0) {
            throw new EOFException("the other server has closed the connection");
        }
        decoder.feed(eventLoop.readBuffer.flip());
        try {
            for (byte[] line = decoder.next(); line != null; line = decoder.next()) {
                answered(JSON.readTree(line));
            }
        } catch (BadRequest | NoSuchElementException e) {
            throw new IOException("the other server is none of ours", e);
        }
    }

    private void answered(JsonNode answer) throws IOException {
        JsonNode balance = answer.path("balance");
        if (balance.isIntegralNumber()) {
            unanswered.remove().reply.complete(Reply.balance(balance.longValue()));
        } else if (answer.path("reason").asText().equals("server_busy")) {
            unanswered.remove().failed.run();
        } else {
            throw new IOException("the other server does not know");
        }
    }

    private void updateInterest() {
        boolean done = unasked.isEmpty() && !unwritten.hasRemaining();
        key.interestOps(done ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    /** Closes the connection when the oldest question has waited too long. */
    private void watch() {
        Question oldest = unanswered.isEmpty() ? unasked.peek() : unanswered.peek();
        if (oldest == null) {
            watching = false;
            return;
        }
        long left = oldest.deadline - eventLoop.nanoTime();
        if (left <= 0) {
            close();
        } else {
            eventLoop.schedule(TimeUnit.NANOSECONDS.toMillis(left) + 1, this::watch);
        }
    }
}
