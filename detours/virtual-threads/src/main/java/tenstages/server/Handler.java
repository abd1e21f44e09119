package tenstages.server;

/** What the server does with one line: line in, reply out. Any thread may call it. */
final class Handler {
    // fixed at construction
    private final RequestParser parser = new RequestParser();
    private final Balances balances;

    Handler(Balances balances) {
        this.balances = balances;
    }

    /** Answers one line, given without its line end; throws {@link BadRequest}, with the reply, if it is no request. */
    Reply handle(byte[] line) throws BadRequest {
        Request request = parser.parse(line);
        if (request instanceof Request.Event event) {
            return Reply.balance(balances.apply(event));
        }
        if (request instanceof Request.BalanceQuery query) {
            return Reply.balance(balances.of(query.user()));
        }
        throw new AssertionError("nobody handles " + request);
    }
}
