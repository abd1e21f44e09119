package tenstages.server;

/**
 * A line that is no request, with the reply that says why. It has no stack trace: the mistake is the client's, and
 * collecting a stack trace for each would make bad input more expensive than good.
 */
final class BadRequest extends Exception {
    private final transient Reply reply;

    BadRequest(Reply reply) {
        super(reply.toString(), null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
