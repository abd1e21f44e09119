package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A conversation without a socket: pieces of requests in, replies out. Each character is a byte. */
final class Talk {
    static final int MAX_BODY_BYTES = 200;
    static final String DATE = "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n";

    final BlockingQueue<Request.Work> queue = new ArrayBlockingQueue<>(100);
    final Balances balances = AnyBalances.with(SimulatedWork.ofMillis(0));
    final Metrics metrics = new Metrics();
    final Handler handler = AnyHandler.with(balances, queue, metrics);
    final Conversation conversation =
            new Conversation(handler, MAX_BODY_BYTES, new HttpDate(() -> 0), reply -> later(reply));
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream();

    /** Says the pieces, one after the other, and returns all the replies up to now. */
    String say(String... pieces) {
        for (String piece : pieces) {
            conversation.feed(ByteBuffer.wrap(piece.getBytes(ISO_8859_1)));
            answer();
        }
        return replies();
    }

    String replies() {
        return replies.toString(ISO_8859_1);
    }

    private void later(Reply reply) {
        conversation.take(reply);
        answer();
    }

    private void answer() {
        while (conversation.answerNext(replies)) {}
    }
}
