package tenstages.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * What is said on one connection: each request is answered, in its turn, and a last reply ends it. It knows neither
 * sockets nor time. Event loop thread only.
 *
 * <p>A reply that a worker makes holds up those behind it. Their requests may be answered only in their order, and
 * HTTP/1.1 has no way to say which reply is whose: this is called head-of-line blocking.
 */
final class Conversation {
    private static final byte[] GO_ON = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

    // fixed at construction
    private final Handler handler;
    private final RequestDecoder decoder;
    private final HttpDate date;
    private final Consumer<Reply> later;

    // event loop thread only
    /** The request that a worker has; null if there is none. */
    private RequestHead waiting;

    /** The reply to it, once there is one. */
    private Reply made;

    private boolean over;

    /** Workers give their replies to {@code later}, which has to see to it that {@link #take} is told. */
    Conversation(Handler handler, int maxBodyBytes, HttpDate date, Consumer<Reply> later) {
        this.handler = handler;
        decoder = new RequestDecoder(maxBodyBytes);
        this.date = date;
        this.later = later;
    }

    /** Takes all the bytes of the input. */
    void feed(ByteBuffer input) {
        decoder.feed(input);
    }

    /** Takes the reply that a worker has made. */
    void take(Reply reply) {
        made = reply;
    }

    /** Whether a worker has a request whose reply is not there. */
    boolean isWaiting() {
        return waiting != null && made == null;
    }

    /** Whether the last reply is given: what the client still sends is not acted upon. */
    boolean isOver() {
        return over;
    }

    /** Whether a request has begun that is not whole. */
    boolean hasBegun() {
        return decoder.hasBegun();
    }

    /** Answers the next request, or goes on with it. False if there is none to be answered now. */
    boolean answerNext(ByteArrayOutputStream out) {
        if (over || isWaiting()) {
            return false;
        }
        if (waiting != null) {
            return answerWaiting(out);
        }
        try {
            HttpRequest request = decoder.next();
            return request == null ? answerExpectation(out) : answer(request, out);
        } catch (BadRequest bad) {
            end(bad.reply(), out);
            return false;
        }
    }

    /** Gives a last reply to a request that is not whole, and to what may come behind it. */
    void end(Reply reply, ByteArrayOutputStream out) {
        reply.writeTo(out, date.field(), Reply.Ending.CLOSED, decoder.isForHead());
        end();
    }

    private boolean answerWaiting(ByteArrayOutputStream out) {
        RequestHead head = waiting;
        Reply reply = made;
        waiting = null;
        made = null;
        return answer(head, reply, out);
    }

    private boolean answer(HttpRequest request, ByteArrayOutputStream out) {
        Reply reply = handler.handle(request, later);
        if (reply == null) {
            waiting = request.head();
            return false;
        }
        return answer(request.head(), reply, out);
    }

    /**
     * A client that would rather not send its body in vain is told to, unless its head is already refused. If its body
     * has come all the same, it is told too: so the replies do not depend on the pieces in which the bytes come.
     */
    private boolean answerExpectation(ByteArrayOutputStream out) {
        RequestHead head = decoder.expectation();
        if (head == null) {
            return false;
        }
        Reply refusal = handler.refusal(head);
        if (refusal != null) {
            // Whether the body comes now is up to the client, so nobody knows where the next request begins.
            end(refusal, out);
            return false;
        }
        out.writeBytes(GO_ON);
        decoder.goOn();
        return true;
    }

    /** Writes a reply, and says what becomes of the connection. False if it was the last one. */
    private boolean answer(RequestHead head, Reply reply, ByteArrayOutputStream out) {
        boolean last = reply.isLast() || !head.isPersistent() || handler.isDraining();
        Reply.Ending kept = head.isHttp10() ? Reply.Ending.KEPT : Reply.Ending.NONE;
        boolean headAlone = head.method().equals("HEAD");
        reply.writeTo(out, date.field(), last ? Reply.Ending.CLOSED : kept, headAlone);
        if (last) {
            end();
        }
        return !last;
    }

    private void end() {
        over = true;
        decoder.clear();
    }
}
