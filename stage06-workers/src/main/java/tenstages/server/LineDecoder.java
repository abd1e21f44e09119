package tenstages.server;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Pure framing: bytes in, lines out, whatever the pieces they arrive in. It keeps the bytes received and not yet handed
 * out, and nothing at all between two lines. Not thread-safe: it belongs to one connection.
 */
final class LineDecoder {
    private static final byte[] EMPTY = {};

    private final int maxLineBytes;

    /** The bytes from start to end are received and not handed out; those before scanned hold no newline. */
    private byte[] bytes = EMPTY;

    private int start;
    private int scanned;
    private int end;
    private boolean lineTooLong;

    LineDecoder(int maxLineBytes) {
        this.maxLineBytes = maxLineBytes;
    }

    /** Takes all the bytes of the input. */
    void feed(ByteBuffer input) {
        int count = input.remaining();
        makeRoom(count);
        input.get(bytes, end, count);
        end += count;
    }

    /** The next complete line without its line end; null if there is none yet, or if the next one is too long. */
    byte[] next() {
        while (scanned < end && bytes[scanned] != '\n') {
            scanned++;
        }
        int length = lineLength();
        if (length > maxLineBytes) {
            lineTooLong = true;
            scanned = end;
            start = end;
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

    /** Whether a line passed the limit, complete or not. What came after it is lost: there is no going on from here. */
    boolean lineTooLong() {
        return lineTooLong;
    }

    /** Of the line that has been scanned so far; one carriage return at its end may belong to the line end. */
    private int lineLength() {
        int length = scanned - start;
        return length > 0 && bytes[scanned - 1] == '\r' ? length - 1 : length;
    }

    /** Doubles the space for a line that goes on and on, so that a line of n bytes costs n steps, in however many pieces. */
    private void makeRoom(int count) {
        if (bytes.length - end < count) {
            bytes = Arrays.copyOf(bytes, Math.max(end + count, 2 * end));
        }
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
