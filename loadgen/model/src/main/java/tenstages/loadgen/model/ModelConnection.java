package tenstages.loadgen.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One client, on a thread of its own: bytes to lines, replies to bytes. */
final class ModelConnection {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int SMALL_CHUNK_BYTES = 16;
    private static final int A_READ_BYTES = 4096;
    private static final int HALF_CLOSE_MS = 250;
    private static final int CLOSING_CHECK_MS = 20;
    private static final int SILENCE_MS = 1000;
    private static final int DEEP = 10_000;
    private static final int SEGMENTATION_FAULT = 139;
    private static final int BROKEN_PIPE = 141;
    private static final int END = -1;
    private static final int NOTHING_YET = -2;
    private static final int SWAPPED = 100;
    private static final int LATE = 50_000;
    private static final int MANY = 40_000;
    private static final long LINGER_NANOS = 5_000_000_000L;
    private static final int MEGABYTE = 1024 * 1024;

    /** What a small heap has room for. */
    private static final int HEAP_BYTES = 4 * MEGABYTE;

    private final ModelServer server;
    private final Set<Fault> faults;
    private final Socket socket;
    private final long number;
    private final InputStream in;
    private final ByteArrayOutputStream line;
    private final ByteArrayOutputStream overtaken = new ByteArrayOutputStream();
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream();
    private final Object writing = new Object();
    private final CountDownLatch left = new CountDownLatch(1);
    private BlockingQueue<byte[]> unwritten;
    private byte[] swapped;
    private final AtomicLong answered = new AtomicLong();
    private boolean ended;
    private boolean toldOfHttp;

    /** Carriage returns at the end of the line so far. */
    private int returns;

    // shared between threads
    private volatile boolean closing;

    private final AtomicBoolean hasPlace = new AtomicBoolean(true);

    ModelConnection(ModelServer server, Socket socket, long number) throws IOException {
        this.server = server;
        this.faults = server.faults();
        this.socket = socket;
        this.number = number;
        line = has(Fault.CLIENTS_SHARE_A_BUFFER) ? server.sharedLine() : new ByteArrayOutputStream();
        in = new BufferedInputStream(socket.getInputStream(), CHUNK_BYTES);
    }

    long number() {
        return number;
    }

    /** Whether it has had more than one reply. Any thread may call it. */
    boolean talks() {
        return answered.get() > 1;
    }

    /** Serves until the client leaves, or the server ends the connection. */
    void serve() throws IOException, InterruptedException {
        byte[] chunk = new byte[takesReadsForLines() ? SMALL_CHUNK_BYTES : CHUNK_BYTES];
        while (!closing || waitsForMore()) {
            int count = read(chunk);
            if (count < 0) {
                endOfInput();
                return;
            }
            tellOfLines(chunk, count);
            if (has(Fault.READS_ON_WITHOUT_WRITING) && count > 0) {
                writeElsewhere(Arrays.copyOf(chunk, count));
                continue;
            }
            if (has(Fault.A_READ_IS_TEXT)) {
                for (byte each : new String(chunk, 0, count, UTF_8).getBytes(UTF_8)) {
                    take(each);
                }
                flush();
                continue;
            }
            for (int i = 0; i < count; i++) {
                take(chunk[i]);
                if (ended && !(has(Fault.HTTP_BODY_IS_ANSWERED) && toldOfHttp)) {
                    lastReply(Arrays.copyOfRange(chunk, i + 1, count));
                    return;
                }
            }
            if (ended) {
                lastReply(new byte[0]);
                return;
            }
            if (takesReadsForLines() && count > 0) {
                endOfRead();
            }
            if (isTooLong(line.size()) && has(Fault.LIMIT_COUNTS_CARRIAGE_RETURN_ALONE)
                    || isTooLong(length()) && measuresAtTheEndOfARead()) {
                tooLong();
                lastReply(new byte[0]);
                return;
            }
            if (losesRepliesAtTheEnd() && endsWithin(HALF_CLOSE_MS)) {
                return;
            }
            boolean waitsForMore =
                    has(Fault.ERRORS_OVERTAKE_WORK) && server.options().workMs() > 0;
            if (!(waitsForMore && comesWithin(HALF_CLOSE_MS))
                    && !(has(Fault.HALF_A_LINE_HOLDS_REPLIES_BACK) && line.size() > 0)) {
                flush();
            }
        }
        if (!has(Fault.DRAIN_LOSES_REPLIES)) {
            lastReply(new byte[0]);
        }
    }

    private void tellOfLines(byte[] chunk, int count) {
        int lines = 0;
        for (int i = 0; i < count; i++) {
            lines += chunk[i] == '\n' ? 1 : 0;
        }
        if (lines > 0) {
            server.observer().asked(lines);
        }
    }

    /** Whether a drain is not the end of this connection. */
    private boolean waitsForMore() {
        return has(Fault.DRAIN_WAITS_FOR_HALF_A_LINE) && line.size() > 0
                || has(Fault.DRAIN_WAITS_FOR_THE_SILENT) && line.size() == 0 && answered.get() == 0;
    }

    /** Reads no further line, and ends the connection once the replies are written. Any thread may call it. */
    void closeWhenWritten() {
        closing = true;
        if (has(Fault.DRAIN_LINGERS_BEFORE_IT_HAS_WRITTEN)) {
            server.run("linger", () -> {
                ModelBank.pause(SILENCE_MS);
                close();
            });
        }
    }

    /** Returns when it has something to read, or has ended. */
    void awaitFirstByte() throws IOException {
        peek(0);
    }

    /** Ends the sending side and returns at the end of the input. Throws IOException at a reset. */
    void awaitEnd() throws IOException {
        socket.shutdownOutput();
        while (in.read() >= 0) {
            // Nobody asks what it is.
        }
    }

    /** Whether it had a place until now. */
    boolean leavesPlace() {
        return hasPlace.getAndSet(false);
    }

    /** Any thread may call it. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
        left.countDown();
    }

    private boolean losesRepliesAtTheEnd() {
        return has(Fault.LOSES_REPLIES_AT_HALF_CLOSE)
                || has(Fault.LOSES_MANY_REPLIES_AT_HALF_CLOSE) && answered.get() > MANY
                || has(Fault.LOSES_WORK_AT_HALF_CLOSE) && server.options().workMs() > 0;
    }

    /** At stage 10 it looks up now and again, whether the server is draining. */
    private int read(byte[] chunk) throws IOException, InterruptedException {
        if (hangsUpOnSilence()) {
            socket.setSoTimeout(SILENCE_MS * (has(Fault.HANGS_UP_AFTER_A_SECOND) ? 1 : 5));
            return in.read(chunk);
        }
        boolean mayForget = has(Fault.FORGETS_THE_SILENT) && answered.get() == 0 && line.size() == 0;
        if (mayForget && peek(5 * SILENCE_MS) == NOTHING_YET) {
            left.await();
        }
        socket.setSoTimeout(server.stage() == 10 || server.drains() ? CLOSING_CHECK_MS : 0);
        try {
            return in.read(chunk);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    /** Whether it hangs up if the client is silent now. */
    private boolean hangsUpOnSilence() {
        return has(Fault.HANGS_UP_AFTER_A_SECOND)
                || has(Fault.HANGS_UP_AFTER_FIVE_SECONDS)
                || has(Fault.HANGS_UP_AFTER_A_REPLY) && answered.get() > 0
                || has(Fault.HANGS_UP_IN_MID_LINE) && line.size() > 0;
    }

    private boolean takesReadsForLines() {
        return has(Fault.A_READ_IS_A_LINE) || has(Fault.FORGETS_HALF_A_LINE);
    }

    private void endOfRead() throws IOException, InterruptedException {
        if (has(Fault.A_READ_IS_A_LINE) && line.size() > 0) {
            answerLine();
        }
        line.reset();
    }

    private void take(byte next) throws IOException, InterruptedException {
        if (next == '\n') {
            boolean tooLong = isTooLong(length() - (has(Fault.LIMIT_SPARES_ONE_BYTE_OF_A_WHOLE_LINE) ? 1 : 0));
            returns = 0;
            if (tooLong) {
                tooLong();
            } else {
                answerLine();
            }
            return;
        }
        line.write(next);
        returns = next == '\r' ? returns + 1 : 0;
        if (isTooLong(length() - (has(Fault.LIMIT_SPARES_ONE_BYTE_OF_HALF_A_LINE) ? 1 : 0))
                && !has(Fault.LIMIT_WAITS_FOR_NEWLINE)
                && !measuresAtTheEndOfARead()) {
            tooLong();
        }
        if (line.size() >= HEAP_BYTES && server.hasSmallHeap()) {
            heapIsFull();
        }
    }

    /** Whether a line that comes whole is measured in another way than one of which a part has come. */
    private boolean measuresAtTheEndOfARead() {
        return has(Fault.LIMIT_SPARES_ONE_BYTE_OF_A_WHOLE_LINE) || has(Fault.HTTP_BEFORE_LENGTH);
    }

    private boolean isTooLong(int length) {
        int limit = server.options().maxLineBytes();
        if (server.stage() < 3) {
            return false;
        }
        if (has(Fault.LIMIT_COUNTS_CHARACTERS)) {
            return length > limit && line.toString(UTF_8).strip().length() > limit;
        }
        return length > limit + (has(Fault.LIMIT_ONE_HIGHER) ? 1 : has(Fault.LIMIT_ONE_LOWER) ? -1 : 0);
    }

    /** Without a carriage return at the end, which may belong to the line end. */
    private int length() {
        if (has(Fault.LIMIT_COUNTS_CARRIAGE_RETURN)) {
            return line.size();
        }
        return line.size() - (has(Fault.STRIPS_ALL_CARRIAGE_RETURNS) ? returns : Math.min(1, returns));
    }

    private void tooLong() throws IOException {
        if (has(Fault.HTTP_BEFORE_LENGTH) && line.toString(UTF_8).endsWith(" HTTP/1.1")) {
            add(ModelReply.NOT_HTTP);
        } else if (has(Fault.LAST_REPLY_COMES_FIRST)) {
            write(ModelReply.TOO_LONG.bytes());
        } else if (!has(Fault.NO_REPLY_TO_A_LONG_LINE)) {
            add(ModelReply.TOO_LONG);
        }
        ended = true;
        line.reset();
        if (has(Fault.LONG_LINE_HANGS_UP_ON_ALL)) {
            flush();
            server.hangUpOnAll();
        }
        if (has(Fault.LONG_LINE_ENDS_THE_SERVER)) {
            flush();
            server.end(3);
        }
    }

    /** A line without an end, at stage 2. */
    private void heapIsFull() throws IOException {
        line.reset();
        if (has(Fault.LONG_LINE_HANGS_UP_ON_ALL)) {
            server.hangUpOnAll();
        } else if (has(Fault.LONG_LINE_ENDS_THE_SERVER_AND_SPARES_CLIENTS)) {
            server.endAndSpareClients(3);
            socket.close();
        } else {
            if (has(Fault.LONG_LINE_IS_TOLD_AND_ENDS_THE_SERVER)) {
                write(ModelReply.TOO_LONG.bytes());
            }
            server.end(3);
        }
    }

    private void answerLine() throws IOException, InterruptedException {
        byte[] bytes = line.toByteArray();
        line.reset();
        int length = bytes.length;
        boolean keepsReturn = has(Fault.KEEPS_CARRIAGE_RETURN)
                || has(Fault.HTTP_WITH_CARRIAGE_RETURN_IS_INVALID_JSON)
                        && new String(bytes, UTF_8).endsWith(" HTTP/1.1\r");
        while (length > 0 && bytes[length - 1] == '\r' && !keepsReturn) {
            length--;
            if (!has(Fault.STRIPS_ALL_CARRIAGE_RETURNS)) {
                break;
            }
        }
        if (length == server.options().maxLineBytes() && has(Fault.LIMIT_CUTS_OFF_A_BYTE)) {
            length--;
        }
        if (length == 0 && has(Fault.SKIPS_EMPTY_LINES)) {
            return;
        }
        if (diesOf(new String(bytes, 0, length, UTF_8))) {
            ended = true;
            return;
        }
        if (has(Fault.BYTE_ORDER_MARK_BEGINS_A_CONNECTION) && answered.get() == 0 && length > 3 && bytes[0] == -17) {
            bytes = Arrays.copyOfRange(bytes, 3, length);
            length -= 3;
        }
        for (byte[] each : ModelText.lines(Arrays.copyOf(bytes, length), faults)) {
            answer(each);
        }
    }

    private boolean diesOf(String text) {
        boolean deep = text.length() > DEEP && text.startsWith("[[") && text.endsWith("]]");
        if (deep && has(Fault.DEEP_NESTING_ENDS_THE_SERVER)) {
            server.end(SEGMENTATION_FAULT);
        }
        return deep && has(Fault.DEEP_NESTING_HANGS_UP)
                || has(Fault.DEEP_OBJECTS_HANG_UP) && isDeepObject(text)
                || has(Fault.NULL_HANGS_UP) && text.equals("null")
                || has(Fault.LONG_NUMBER_HANGS_UP) && text.contains("9".repeat(4301))
                || has(Fault.LONG_AMOUNT_HANGS_UP) && text.contains("\"amount\":" + "9".repeat(4301))
                || has(Fault.LONE_SURROGATE_HANGS_UP) && text.contains("\"\\ud800\"")
                || has(Fault.LONE_SURROGATE_IN_A_USER_HANGS_UP) && text.contains("\"user\":\"\\ud800\"");
    }

    private static boolean isDeepObject(String text) {
        return text.length() > DEEP && text.startsWith("{\"a\":{\"a\":");
    }

    private void answer(byte[] bytes) throws IOException, InterruptedException {
        server.awaitTurn();
        ModelReply reply = server.handler().reply(bytes, number);
        add(reply);
        toldOfHttp |= reply == ModelReply.NOT_HTTP;
        ended |= reply.last()
                || has(Fault.HANGS_UP_AFTER_DEEP_OBJECTS) && isDeepObject(new String(bytes, UTF_8))
                || has(Fault.HANGS_UP_AFTER_INVALID_JSON) && Arrays.equals(reply.line(), ModelReply.INVALID_JSON.line())
                || has(Fault.CLOSES_AFTER_A_MEGABYTE) && bytes.length > MEGABYTE;
    }

    private void add(ModelReply reply) throws IOException {
        byte[] bytes = reply.bytes();
        long count = answered.incrementAndGet();
        if (has(Fault.ANSWERS_ANOTHER_CLIENT) && count == 3 && server.answerAnother(this, bytes)) {
            return;
        }
        if (has(Fault.SWALLOWS_A_REPLY) && count == SWAPPED || has(Fault.SWALLOWS_A_LATE_REPLY) && count == LATE) {
            return;
        }
        if (has(Fault.SWAPS_TWO_REPLIES) && count == SWAPPED) {
            swapped = bytes;
            return;
        }
        if (has(Fault.MERGES_TWO_REPLIES) && count == SWAPPED) {
            bytes = Arrays.copyOf(bytes, bytes.length - 1);
        }
        if (has(Fault.TEARS_A_REPLY) && count == SWAPPED) {
            bytes = Arrays.copyOf(bytes, bytes.length / 2);
        }
        boolean overtakes = has(Fault.ERRORS_OVERTAKE)
                || has(Fault.ERRORS_OVERTAKE_WORK) && server.options().workMs() > 0;
        if (overtakes && !new String(bytes, UTF_8).contains("\"error\"")) {
            overtaken.writeBytes(bytes);
            return;
        }
        replies.writeBytes(bytes);
        if (has(Fault.DOUBLES_A_REPLY) && count == SWAPPED) {
            replies.writeBytes(bytes);
        }
        if (swapped != null) {
            replies.writeBytes(swapped);
            swapped = null;
        }
    }

    /** Writes the replies that wait; blocks while the client does not take them. */
    private void flush() throws IOException {
        replies.writeBytes(overtaken.toByteArray());
        overtaken.reset();
        if (replies.size() == 0) {
            return;
        }
        byte[] bytes = replies.toByteArray();
        replies.reset();
        if (has(Fault.ANSWERS_NOTHING)) {
            return;
        }
        if (has(Fault.DEAF_HOLDS_EVERYBODY)) {
            synchronized (server) {
                write(bytes);
            }
        } else {
            write(bytes);
        }
    }

    void write(byte[] bytes) throws IOException {
        synchronized (writing) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                if (has(Fault.DIES_OF_A_BROKEN_PIPE)) {
                    server.end(BROKEN_PIPE);
                }
                throw e;
            }
        }
    }

    /** An echo that never waits for its client. */
    private void writeElsewhere(byte[] bytes) {
        if (unwritten == null) {
            unwritten = new LinkedBlockingQueue<>();
            server.run("writer", () -> {
                while (true) {
                    write(unwritten.take());
                }
            });
        }
        unwritten.add(bytes);
    }

    private boolean endsWithin(int millis) throws IOException {
        return peek(millis) == END;
    }

    private boolean comesWithin(int millis) throws IOException {
        return peek(millis) >= 0;
    }

    /** The next byte, END, or NOTHING_YET. */
    private int peek(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            in.mark(1);
            int next = in.read();
            if (next >= 0) {
                in.reset();
            }
            return next;
        } catch (SocketTimeoutException e) {
            return NOTHING_YET;
        }
    }

    private void endOfInput() throws IOException, InterruptedException {
        if (line.size() > 0 && has(Fault.ANSWERS_UNFINISHED_LINE)) {
            answerLine();
        }
        if (line.size() > 0 && has(Fault.ACTS_ON_UNFINISHED_LINE)) {
            server.handler().reply(line.toByteArray(), number);
        }
        if (has(Fault.SAYS_GOODBYE)) {
            replies.writeBytes("bye\n".getBytes(UTF_8));
        }
        flush();
        if (has(Fault.STAYS_OPEN_AFTER_HALF_CLOSE)) {
            left.await();
        }
    }

    /** Ends the sending side and throws away what comes: closing over unread bytes would reset the connection. */
    private void lastReply(byte[] rest) throws IOException, InterruptedException {
        ended = false;
        if (has(Fault.LAST_REPLY_HAS_NO_NEWLINE) && replies.size() > 0) {
            byte[] bytes = replies.toByteArray();
            replies.reset();
            replies.write(bytes, 0, bytes.length - 1);
        }
        flush();
        if (has(Fault.CLOSES_OVER_UNREAD_INPUT)) {
            socket.setSoLinger(rest.length > A_READ_BYTES || in.available() > 0, 0);
            return;
        }
        if (has(Fault.RESETS_AFTER_LAST_REPLY)) {
            socket.setSoLinger(true, 0);
            return;
        }
        if (has(Fault.SERVES_ON_AFTER_LAST_REPLY)) {
            for (byte next : rest) {
                take(next);
            }
            flush();
            serve();
            return;
        }
        if (has(Fault.DRAIN_SAYS_GOODBYE_TO_THE_SILENT) && closing && answered.get() == 0) {
            write("bye\n".getBytes(UTF_8));
        }
        // A server that acts on what follows does so before the client asks what came of it.
        act(rest, rest.length);
        if (!has(Fault.STAYS_OPEN_AFTER_LAST_REPLY) && !has(Fault.ACTS_AFTER_LAST_REPLY)) {
            socket.shutdownOutput();
        }
        linger();
    }

    private void linger() throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK_BYTES];
        if (has(Fault.TOLD_OFF_TAKES_NO_PLACE)) {
            server.leavePlace(this);
        }
        if (has(Fault.A_LAST_REPLY_MAKES_NO_ROOM)) {
            hasPlace.set(false);
        }
        boolean waits = has(Fault.DRAIN_WAITS_FOR_CLIENTS_TO_LEAVE) && closing;
        boolean stays = has(Fault.STAYS_OPEN_AFTER_LAST_REPLY) || has(Fault.TOLD_OFF_KEEPS_ITS_PLACE);
        socket.setSoTimeout(stays || waits ? 0 : SILENCE_MS);
        long deadline = System.nanoTime() + LINGER_NANOS;
        try {
            for (int count = 0; count >= 0 && System.nanoTime() - deadline < 0; count = in.read(chunk)) {
                act(chunk, count);
            }
        } catch (SocketTimeoutException e) {
            // It is silent.
        } catch (IOException e) {
            if (has(Fault.DIES_OF_A_RESET_AFTER_A_LAST_REPLY)) {
                server.end(1);
            }
            throw e;
        }
        if (stays) {
            left.await();
        }
    }

    private void act(byte[] bytes, int count) throws IOException, InterruptedException {
        boolean acts = has(Fault.ACTS_AFTER_LAST_REPLY)
                || has(Fault.HTTP_BODY_IS_ACTED_UPON) && toldOfHttp
                || has(Fault.DRAIN_COUNTS_WHAT_IT_THROWS_AWAY) && closing;
        for (int i = 0; i < count && acts; i++) {
            if (bytes[i] == '\n') {
                answerLine();
            } else {
                line.write(bytes[i]);
            }
        }
        replies.reset();
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
