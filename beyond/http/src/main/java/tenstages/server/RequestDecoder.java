package tenstages.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Pure framing: bytes in, requests out, whatever the pieces they arrive in. A head ends with an empty line; what
 * follows it is the body, as long as the head says, or in chunks that each say how long they are (RFC 9112). Not
 * thread-safe: it belongs to one connection.
 *
 * <p>Whatever throws {@link BadRequest} here is a mistake after which nobody knows where the next request begins.
 */
final class RequestDecoder {
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_FIELDS_BYTES = 32 * 1024;
    private static final int MAX_FIELDS = 100;
    private static final int MAX_CHUNK_LINE_BYTES = 1024;

    private enum State {
        FIRST_LINE,
        FIELDS,
        /** The client waits to be told to go on. */
        EXPECTATION,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        WHOLE
    }

    // fixed at construction
    private final int maxBodyBytes;
    private final Received received = new Received();

    // its connection's thread only
    private State state = State.FIRST_LINE;
    private boolean isForHead;
    private RequestHead head;
    private ByteArrayOutputStream body;

    /** How much of the body, or of the chunk, is still to come. */
    private long missing;

    private int fields;
    private int fieldsBytes;

    RequestDecoder(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Takes all the bytes of the input. */
    void feed(ByteBuffer input) {
        received.feed(input);
    }

    /** The next whole request; null if there is none yet. Throws {@link BadRequest} as soon as there cannot be one. */
    HttpRequest next() throws BadRequest {
        while (state != State.WHOLE) {
            if (!step()) {
                received.forgetWhatIsUsed();
                return null;
            }
        }
        HttpRequest request = new HttpRequest(head, body.toByteArray());
        begin();
        return request;
    }

    /** The head of a request whose client waits to be told to go on; null if there is none. */
    RequestHead expectation() {
        return state == State.EXPECTATION ? head : null;
    }

    /** To be called when the client is told to go on. */
    void goOn() {
        state = firstOfBody();
    }

    /** Whether a request has begun that is not whole. */
    boolean hasBegun() {
        return state != State.FIRST_LINE || received.size() > 0;
    }

    /** Whether the request that has begun asks for a head alone. */
    boolean isForHead() {
        return isForHead;
    }

    /** Forgets everything received, and the request that has begun. */
    void clear() {
        received.clear();
        begin();
    }

    private void begin() {
        state = State.FIRST_LINE;
        head = null;
        body = null;
        fields = 0;
        fieldsBytes = 0;
    }

    /** Goes one step further, if there are enough bytes for it. */
    private boolean step() throws BadRequest {
        return switch (state) {
            case FIRST_LINE -> readFirstLine();
            case FIELDS -> readField();
            case BODY -> readBody(State.WHOLE);
            case CHUNK_SIZE -> readChunkSize();
            case CHUNK -> readBody(State.CHUNK_END);
            case CHUNK_END -> readChunkEnd();
            case TRAILERS -> readTrailer();
            case EXPECTATION, WHOLE -> false;
        };
    }

    /**
     * Empty lines before it are skipped, because some clients send one behind a body. Whether a head alone is asked for
     * is seen at once, because the line may be refused.
     */
    private boolean readFirstLine() throws BadRequest {
        isForHead = received.startsWith("HEAD ");
        Slice line = received.line(MAX_LINE_BYTES, Reply.TARGET_TOO_LONG);
        if (line != null && line.length() > 0) {
            head = new RequestHead(FirstLine.of(line));
            state = State.FIELDS;
        }
        return line != null;
    }

    private boolean readField() throws BadRequest {
        Slice line = fieldLine();
        if (line != null && line.length() > 0) {
            head.add(line);
        } else if (line != null) {
            endHead();
        }
        return line != null;
    }

    /** A line of the head or of the trailers: they share the limits. */
    private Slice fieldLine() throws BadRequest {
        Slice line = received.line(MAX_FIELDS_BYTES - fieldsBytes, Reply.FIELDS_TOO_LARGE);
        if (line != null && line.length() > 0) {
            count(1, line.length());
        }
        return line;
    }

    private void count(int moreFields, int moreBytes) throws BadRequest {
        fields += moreFields;
        fieldsBytes += moreBytes;
        if (fields > MAX_FIELDS || fieldsBytes > MAX_FIELDS_BYTES) {
            throw new BadRequest(Reply.FIELDS_TOO_LARGE);
        }
    }

    private void endHead() throws BadRequest {
        head.complete();
        body = new ByteArrayOutputStream();
        missing = head.length();
        requireRoom(missing);
        state = head.hasBody() && head.expectsContinue() ? State.EXPECTATION : firstOfBody();
    }

    private State firstOfBody() {
        return head.isChunked() ? State.CHUNK_SIZE : State.BODY;
    }

    private boolean readBody(State behind) {
        missing -= received.moveTo(body, missing);
        if (missing == 0) {
            state = behind;
        }
        return missing == 0;
    }

    private boolean readChunkSize() throws BadRequest {
        Slice line = received.line(MAX_CHUNK_LINE_BYTES, Reply.CHUNK_LINE_TOO_LONG);
        if (line != null) {
            missing = ChunkSize.of(line);
            requireRoom(missing);
            // Of all the extensions together, because each byte of a body may have one.
            count(0, ChunkSize.extensionBytes(line));
            state = missing == 0 ? State.TRAILERS : State.CHUNK;
        }
        return line != null;
    }

    private boolean readChunkEnd() throws BadRequest {
        Slice line = received.line(0, Reply.CHUNK_TOO_LONG);
        if (line != null) {
            state = State.CHUNK_SIZE;
        }
        return line != null;
    }

    /** Checked like fields, and forgotten: whoever sends one here has no say in how the request is framed. */
    private boolean readTrailer() throws BadRequest {
        Slice line = fieldLine();
        if (line != null && line.length() > 0) {
            RequestHead.requireField(line);
        } else if (line != null) {
            state = State.WHOLE;
        }
        return line != null;
    }

    private void requireRoom(long more) throws BadRequest {
        if (more > maxBodyBytes - body.size()) {
            throw new BadRequest(Reply.BODY_TOO_LARGE);
        }
    }
}
