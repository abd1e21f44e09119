package tenstages.server;

/**
 * One line on its way to a worker, which makes the reply and hands it to the event loop. The connection itself is for
 * the event loop alone.
 */
record LineTask(byte[] line, Handler handler, EventLoop eventLoop, Connection connection) implements Runnable {
    /** Called by a worker. */
    @Override
    public void run() {
        try {
            Reply reply = reply();
            eventLoop.execute(() -> connection.onReply(reply));
        } catch (RuntimeException e) {
            Output.STDERR.println("an unexpected failure closed one connection", e);
            eventLoop.execute(connection::close);
        }
    }

    private Reply reply() {
        try {
            return handler.handle(line);
        } catch (BadRequest bad) {
            return bad.reply();
        }
    }
}
