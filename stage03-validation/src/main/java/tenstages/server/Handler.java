package tenstages.server;

/** What the server does with one line: line in, reply out. Event loop thread only. */
final class Handler {
    // fixed at construction
    private final RequestParser parser = new RequestParser();

    /** Answers one line, given without its line end; throws {@link BadRequest}, with the reply, if it is no request. */
    Reply handle(byte[] line) throws BadRequest {
        Request request = parser.parse(line);
        if (request instanceof Request.Event) {
            return Reply.ACCEPTED;
        }
        throw new AssertionError("nobody handles " + request);
    }
}
