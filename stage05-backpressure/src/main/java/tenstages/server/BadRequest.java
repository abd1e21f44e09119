package tenstages.server;

/**
 * A line that is no request. It carries the reply that says why. It has no stack trace: the mistake is the client's, and
 * collecting one for each line of garbage would let garbage cost more than requests do.
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
