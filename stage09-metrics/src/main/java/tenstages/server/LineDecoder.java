package tenstages.server;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Pure framing: bytes in, lines out, whatever the pieces they arrive in. It keeps the bytes that it has received and
 * not handed out, and nothing at all between two lines. Not thread-safe: it belongs to one connection.
 */
final class LineDecoder {
    private static final byte[] EMPTY = {};

    // fixed at construction
    private final int maxLineBytes;

    // its connection's thread only
    /** The bytes from start to end are received and not handed out; those before scanned hold no newline. */
    private byte[] bytes = EMPTY;

    private int start;
    private int scanned;
    private int end;

    LineDecoder(int maxLineBytes) {
        this.maxLineBytes = maxLineBytes;
    }

    /** Takes all the bytes of the input. */
    void feed(ByteBuffer input) {
        int count = input.remaining();
        if (bytes.length - end < count) {
            // Doubled, so that copying a line takes time in proportion to its length, however small the pieces.
            bytes = Arrays.copyOf(bytes, Math.max(end + count, 2 * end));
        }
        input.get(bytes, end, count);
        end += count;
    }

    /**
     * The next complete line without its line end; null if there is none yet. Throws {@link BadRequest} once a line has
     * passed the limit, complete or not.
     */
    byte[] next() throws BadRequest {
        while (scanned < end && bytes[scanned] != '\n') {
            scanned++;
        }
        int length = lineLength();
        if (length > maxLineBytes) {
            throw new BadRequest(Reply.LINE_TOO_LONG);
        }
        if (scanned == end) {
            forgetLinesHandedOut();
            return null;
        }
        byte[] line = Arrays.copyOfRange(bytes, start, start + length);
        scanned++;
        start = scanned;
        return line;
    }

    /** Forgets everything received and not handed out. */
    void clear() {
        start = scanned = end;
        forgetLinesHandedOut();
    }

    /** The length scanned so far, without a final carriage return, which may belong to the line end. */
    private int lineLength() {
        int length = scanned - start;
        return length > 0 && bytes[scanned - 1] == '\r' ? length - 1 : length;
    }

    /** An array that just fits what is left: connections are many, and most of them are idle. */
    private void forgetLinesHandedOut() {
        if (start > 0) {
            bytes = start == end ? EMPTY : Arrays.copyOfRange(bytes, start, end);
            scanned -= start;
            end -= start;
            start = 0;
        }
    }
}
