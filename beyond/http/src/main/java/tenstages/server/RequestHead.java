package tenstages.server;

/**
 * The head of a request: its first line, and what its fields say of how it is framed and answered. A field that this
 * server does not know is checked and forgotten. Not thread-safe: it belongs to one connection.
 *
 * <p>What two programs could read in two ways is refused. That is how requests are smuggled: a proxy lets pass what it
 * takes for one request, and the server behind it sees two.
 */
final class RequestHead {
    // fixed at construction
    private final FirstLine first;

    // its connection's thread only, and fixed once the head is complete
    private int hosts;
    private long length = -1;
    private String codings;
    private boolean saysClose;
    private boolean saysKeepAlive;
    private boolean expectsContinue;
    private boolean isCrossSite;
    private String contentType;
    private String accept;

    RequestHead(FirstLine first) {
        this.first = first;
    }

    /** Reads a field's line. */
    void add(Slice line) throws BadRequest {
        int colon = requireField(line);
        note(line.part(0, colon), line.part(colon + 1, line.length()).trimmed());
    }

    /**
     * Where the colon of a field is. A line that begins with a space, to go on with the field before, is none, and
     * neither is one with a space before its colon: some take that for a part of the name, and others do not.
     */
    static int requireField(Slice line) throws BadRequest {
        int colon = line.indexOf(':');
        if (colon < 1 || !line.part(0, colon).isAll(Characters.TOKEN)) {
            throw bad("a field must be a name, a colon right behind it, and a value");
        }
        if (!line.isAll(Characters.TEXT)) {
            throw bad("a field must not hold control characters");
        }
        return colon;
    }

    private void note(Slice name, Slice value) throws BadRequest {
        if (name.isWord("host")) {
            noteHost(value);
        } else if (name.isWord("content-length")) {
            noteLength(value);
        } else if (name.isWord("transfer-encoding")) {
            codings = joined(codings, value);
        } else if (name.isWord("connection")) {
            noteConnection(value);
        } else if (name.isWord("expect") && first.isHttp11()) {
            noteExpectation(value);
        } else if (name.isWord("content-type")) {
            contentType = joined(contentType, value);
        } else if (name.isWord("accept")) {
            accept = joined(accept, value);
        } else if (name.isWord("sec-fetch-site")) {
            isCrossSite |= value.isWord("cross-site");
        }
    }

    private void noteHost(Slice value) throws BadRequest {
        hosts++;
        if (!Target.isHost(value.text())) {
            throw bad("Host must be a host and perhaps a port");
        }
    }

    /** Digits and nothing else. The same number may come again in another field, because it says the same. */
    private void noteLength(Slice value) throws BadRequest {
        long number = value.length() == 0 ? -1 : 0;
        for (char digit : value.text().toCharArray()) {
            // Not above what one more digit makes of the greatest number so far, or it would begin anew below zero.
            number = isDigit(digit) && number >= 0 && number < Long.MAX_VALUE / 10 ? 10 * number + digit - '0' : -1;
        }
        if (number < 0) {
            throw bad("Content-Length must be one number");
        }
        if (length >= 0 && length != number) {
            throw bad("Content-Length must not come twice");
        }
        length = number;
    }

    private void noteConnection(Slice value) {
        for (String option : value.text().split(",", -1)) {
            saysClose |= option.strip().equalsIgnoreCase("close");
            saysKeepAlive |= option.strip().equalsIgnoreCase("keep-alive");
        }
    }

    private void noteExpectation(Slice value) throws BadRequest {
        if (!value.isWord("100-continue")) {
            throw new BadRequest(Reply.EXPECTATION_FAILED);
        }
        expectsContinue = true;
    }

    /** A field that comes more than once is a list, and each of them a part of it (RFC 9110, 5.3). */
    private static String joined(String before, Slice value) {
        return before == null ? value.text() : before + "," + value.text();
    }

    /** To be called behind the last field: only now is it known what is missing, and what contradicts. */
    void complete() throws BadRequest {
        if (first.isHttp11() ? hosts != 1 : hosts > 1) {
            throw bad("Host must be there once");
        }
        if (codings != null) {
            requireChunkedAlone();
        }
    }

    private void requireChunkedAlone() throws BadRequest {
        if (length >= 0) {
            throw bad("either Content-Length or Transfer-Encoding");
        }
        if (!first.isHttp11()) {
            throw bad("HTTP/1.0 has no Transfer-Encoding");
        }
        if (!codings.equalsIgnoreCase("chunked")) {
            throw codings.replaceAll("(?i)[\\s,]|chunked", "").isEmpty()
                    ? bad("chunked must be there once")
                    : new BadRequest(Reply.CODING_NOT_IMPLEMENTED);
        }
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    private static BadRequest bad(String detail) {
        return new BadRequest(Reply.badRequest(detail));
    }

    String method() {
        return first.method();
    }

    String path() {
        return first.path();
    }

    /** How long the body is; 0 without one, or if it comes in chunks. */
    long length() {
        return Math.max(0, length);
    }

    boolean isChunked() {
        return codings != null;
    }

    boolean hasBody() {
        return isChunked() || length > 0;
    }

    /** Whether the client wants to be told to go on before it sends the body. */
    boolean expectsContinue() {
        return expectsContinue;
    }

    /** Whether the client may use the connection for another request. */
    boolean isPersistent() {
        return !saysClose && (first.isHttp11() || saysKeepAlive);
    }

    /** Whether the client takes a connection for over unless it is told that it is kept. */
    boolean isHttp10() {
        return !first.isHttp11();
    }

    /** Whether a browser says that a page of somebody else has sent it. */
    boolean isCrossSite() {
        return isCrossSite;
    }

    /** The type of the body; null if it is not said. */
    String contentType() {
        return contentType;
    }

    /** Which types the client takes; null if it is not said. */
    String accept() {
        return accept;
    }
}
