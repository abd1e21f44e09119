package tenstages.loadgen.exam;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a client and a server have said so far, and failures in these terms. One thread may send while another one
 * reads.
 */
final class Conversation {
    /** The name of what comes where nothing comes any more. */
    static final String END = "the end of the connection";

    private final Duration patience;
    private final Transcript sent = new Transcript();
    private final AtomicLong replies = new AtomicLong();

    Conversation(Duration patience) {
        this.patience = patience;
    }

    void sends(byte[] bytes) {
        sent.add(bytes);
    }

    void hearsReply() {
        replies.incrementAndGet();
    }

    /** How many whole lines were sent. */
    long lines() {
        return sent.lines();
    }

    /** How many lines came. */
    long replies() {
        return replies.get();
    }

    /** The line to which the last reply belongs. */
    byte[] answered() {
        return sent.line(replies());
    }

    /** Whether the client has sent very much, so that a server that takes long for each byte takes very long. */
    boolean isBig() {
        return sent.isBig();
    }

    /** What is waited for, in words. */
    String next() {
        return sent.line(1).length == 0 ? "the line that comes unasked" : "the reply to line " + (replies() + 1);
    }

    /** How long it is waited for, in words. */
    String patience() {
        long millis = patience.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** A reply that is another one than it should be. */
    ExamFailure different(String what, byte[] expected, byte[] received, String cause) {
        return new ExamFailure(what, Evidence.different(answered(), expected, received), cause);
    }

    /** Something else than a line was expected, or came. */
    ExamFailure missing(String what, String expected, String received, String cause) {
        return new ExamFailure(what, Evidence.missing(asked(), expected, received), cause);
    }

    /** The connection was reset. */
    BrokenConnection broken(String what, String expected, String cause, IOException e) {
        return new BrokenConnection(missing(what, expected, e.getMessage(), cause), e);
    }

    /** The line that is to be answered next, or else the last one that was answered. */
    private byte[] asked() {
        byte[] next = sent.line(replies() + 1);
        return next.length > 0 ? next : answered();
    }
}
