package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of a client that are received and not used yet; nothing at all between two requests. Not thread-safe: it
 * belongs to one connection.
 */
final class Received {
    private static final byte[] EMPTY = {};

    // its connection's thread only
    /** The bytes from start to end are received and not used; those before scanned hold no newline. */
    private byte[] bytes = EMPTY;

    private int start;
    private int scanned;
    private int end;

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

    int size() {
        return end - start;
    }

    /** Whether the bytes that are not used begin with these characters. */
    boolean startsWith(String text) {
        byte[] wanted = text.getBytes(ISO_8859_1);
        return size() >= wanted.length && Arrays.equals(bytes, start, start + wanted.length, wanted, 0, wanted.length);
    }

    /**
     * The next line without its line end; null if there is none yet. Throws {@link BadRequest} once it has passed the
     * limit, complete or not. A line ends with CR LF: whoever takes a LF alone for an end, or does not, may see another
     * request than the proxy before it.
     */
    Slice line(int limit, Reply tooLong) throws BadRequest {
        while (scanned < end && bytes[scanned] != '\n') {
            scanned++;
        }
        boolean endsWithReturn = scanned > start && bytes[scanned - 1] == '\r';
        int length = scanned - start - (endsWithReturn ? 1 : 0);
        if (length > limit) {
            throw new BadRequest(tooLong);
        }
        if (scanned == end) {
            return null;
        }
        if (!endsWithReturn) {
            throw new BadRequest(Reply.BARE_NEWLINE);
        }
        Slice line = new Slice(bytes, start, start + length);
        use(scanned + 1 - start);
        return line;
    }

    /** Moves up to so many bytes, and returns how many there were. */
    int moveTo(ByteArrayOutputStream sink, long most) {
        int count = (int) Math.min(most, size());
        sink.write(bytes, start, count);
        use(count);
        return count;
    }

    /** Forgets everything received and not used. */
    void clear() {
        use(size());
        forgetWhatIsUsed();
    }

    private void use(int count) {
        start += count;
        scanned = start;
    }

    /** An array that just fits what is left: connections are many, and most of them are idle. */
    void forgetWhatIsUsed() {
        if (start > 0) {
            bytes = start == end ? EMPTY : Arrays.copyOfRange(bytes, start, end);
            scanned -= start;
            end -= start;
            start = 0;
        }
    }
}
