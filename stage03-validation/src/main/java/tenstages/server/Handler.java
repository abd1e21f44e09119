package tenstages.server;

/** What the server does with one line: line in, reply out. Event loop thread only. */
final class Handler {
    // fixed at construction
    private final RequestParser parser = new RequestParser();

    /** Answers one line, given without its line end. */
    Reply handle(byte[] line) {
        try {
            Request request = parser.parse(line);
            if (request instanceof Event) {
                return Reply.ACCEPTED;
            }
            throw new AssertionError("nobody handles " + request);
        } catch (BadRequest bad) {
            return bad.reply();
        }
    }
}
