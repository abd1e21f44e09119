package tenstages.loadgen.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import tenstages.loadgen.protocol.Onlooker;
import tenstages.loadgen.protocol.Onlookers;
import tenstages.loadgen.protocol.Printable;

/**
 * One connection under load: it writes requests and gives each reply to the oldest request. Its loop reads, and in an
 * open loop a {@link Sender} writes: so this object guards what is not final, and only the loop ends the connection.
 */
final class LoadConnection {
    private static final byte[] NO_BYTES = {};
    private static final int WRITE_BYTES = 64 * 1024;
    private static final int SHOWN_CHARS = 120;
    private static final String TURNED_AWAY = "rejected too_many_connections";

    private final int number;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final RequestLines lines;
    private final Recorder recorder;
    private final Outstanding outstanding;
    private final Onlooker onlooker;

    /** Requests as bytes, not yet written, from 0 to its position. */
    private ByteBuffer unwritten = ByteBuffer.allocate(0);

    /** The beginning of a reply whose end has not arrived. */
    private byte[] partial = NO_BYTES;

    /** Why a request could not be written; null if each could. */
    private String writeFailure;

    private long renderedBytes;
    private long writtenBytes;
    private long answeredRequests;
    private boolean turnedAway;
    private boolean lost;
    private boolean ended;

    LoadConnection(int number, SocketChannel channel, SelectionKey key, LoadPlan plan, Recorder recorder) {
        this.number = number;
        this.channel = channel;
        this.key = key;
        lines = plan.lines();
        this.recorder = recorder;
        onlooker = Onlookers.of(plan.target());
        outstanding = new Outstanding(plan.openLoop() ? 2 : plan.pipeline());
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether some reply may still come in time. */
    synchronized boolean waits(long dueBefore) {
        return isOpen() && outstanding.size() > 0 && !outstanding.allTimedOut(dueBefore);
    }

    /** Whether it has requests, and none of them was answered in time: a closed loop has come to its end here. */
    synchronized boolean isStuck(long dueBefore) {
        return outstanding.size() > 0 && outstanding.allTimedOut(dueBefore);
    }

    synchronized boolean isTurnedAway() {
        return turnedAway;
    }

    /** Whether the server hung up before the end of the run. */
    synchronized boolean isLost() {
        return lost;
    }

    synchronized boolean hasOutstanding() {
        return outstanding.size() > 0;
    }

    /** Whether it got at least one reply. */
    synchronized boolean isServed() {
        return answeredRequests > 0;
    }

    /** Whether it asked something, and the server left it open and answered nothing. */
    synchronized boolean isUnanswered() {
        return renderedBytes > 0 && answeredRequests == 0 && !turnedAway && !lost;
    }

    /** A request that is due; {@link #flush()} sends it. */
    synchronized void enqueue(int line, long intended) {
        outstanding.add(line, intended);
    }

    /** Writes what the socket takes, and asks to be told when it takes more. Does nothing while it has asked that. */
    synchronized void flush() {
        if (isOpen() && (key.interestOps() & SelectionKey.OP_WRITE) == 0) {
            write();
        }
    }

    /**
     * The socket takes bytes, or may do so. Requests become bytes only now, so a server that stalls costs no memory.
     */
    synchronized void write() {
        try {
            do {
                render();
                long now = System.nanoTime();
                writtenBytes += channel.write(unwritten.flip());
                unwritten.compact();
                outstanding.written(writtenBytes, now);
            } while (unwritten.position() == 0 && outstanding.hasUnrendered());
            waitFor(unwritten.position() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        } catch (IOException e) {
            // Reading comes to its end, too, and there the loop hears of it; but a reset is told only once.
            writeFailure = e.getMessage();
            unwritten.clear();
            waitFor(SelectionKey.OP_READ);
        }
    }

    /** A selector that waits already learns only when it is woken that there is something to write. */
    private void waitFor(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
            if (operations != SelectionKey.OP_READ) {
                key.selector().wakeup();
            }
        }
    }

    private void render() {
        while (outstanding.hasUnrendered() && unwritten.position() < WRITE_BYTES) {
            byte[] line = lines.line(outstanding.nextUnrendered());
            if (unwritten.remaining() < line.length) {
                int needed = unwritten.position() + line.length;
                unwritten = ByteBuffer.allocate(Math.max(needed, 2 * unwritten.capacity()))
                        .put(unwritten.flip());
            }
            unwritten.put(line);
            renderedBytes += line.length;
            outstanding.rendered(renderedBytes);
            onlooker.sent(1);
        }
    }

    /** Reads the replies that have arrived; returns how many requests they answer. */
    synchronized int read(ByteBuffer buffer) {
        buffer.clear().put(partial);
        try {
            if (channel.read(buffer) < 0) {
                lost(writeFailure == null ? "the server closed it" : writeFailure);
                return 0;
            }
        } catch (IOException e) {
            lost(e.getMessage());
            return 0;
        }
        return answer(buffer.array(), buffer.position(), System.nanoTime());
    }

    /** Says that no further request comes; the server is to send what it owes and then close. */
    synchronized void endRequests() {
        ended = true;
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            lost(e.getMessage());
        }
    }

    /** Counts the requests that have waited too long. */
    synchronized void timeOut(long dueBefore) {
        recorder.timedOut += outstanding.timeOutBefore(dueBefore);
    }

    /** Ends the connection at the end of the run, when every reply should have come. */
    synchronized void close() {
        missing("at the end of the run");
        abandon();
    }

    /** Ends the connection. Requests without a reply are counted, and their age is a time that somebody has waited. */
    synchronized void abandon() {
        long now = System.nanoTime();
        while (hasOutstanding()) {
            if (!turnedAway) {
                recorder.response.record(now - outstanding.headIntended());
            }
            if (outstanding.sentCount() == 0) {
                recorder.neverSent++;
            } else if (!outstanding.headTimedOut()) {
                recorder.inFlight++;
            }
            outstanding.removeHead();
        }
        onlooker.left();
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing left to do for it.
        }
    }

    private int answer(byte[] bytes, int end, long now) {
        int answered = 0;
        int from = 0;
        while (recorder.replies.next(bytes, from, end, oldestRequest())) {
            ReplyReader.Reply reply = recorder.replies.reply();
            onlooker.heard(reply.kind.heard());
            int to = from + recorder.replies.length();
            if (turnsAway(reply)) {
                turnedAway = true;
            } else if (outstanding.sentCount() == 0) {
                violation("one reply too many: " + shown(bytes, from, to));
            } else {
                answerOldest(reply, bytes, from, to, now);
                answered++;
            }
            from = to;
        }
        recorder.completed(answered, now);
        keep(bytes, from, end);
        return answered;
    }

    private byte[] oldestRequest() {
        return outstanding.sentCount() == 0 ? null : lines.line(outstanding.headLine());
    }

    private void answerOldest(ReplyReader.Reply reply, byte[] bytes, int from, int to, long now) {
        if (reply.kind.violation()) {
            violation("request " + answeredRequests + " got "
                    + (reply.kind == ReplyKind.GARBLED ? "what is no reply: " : "the reply to another one: ")
                    + shown(bytes, from, to));
        }
        if (outstanding.headTimedOut()) {
            recorder.late(reply, now - outstanding.headIntended());
        } else {
            recorder.answer(reply, outstanding.headIntended(), outstanding.headSent(), outstanding.headAlone(), now);
        }
        outstanding.removeHead();
        answeredRequests++;
    }

    /**
     * Whether the server refuses the connection and not a request: it may do so whether or not we have asked already.
     */
    private boolean turnsAway(ReplyReader.Reply reply) {
        return !turnedAway
                && answeredRequests == 0
                && reply.kind == ReplyKind.REJECTED
                && (reply.label.equals(TURNED_AWAY) || outstanding.sentCount() == 0);
    }

    private void keep(byte[] bytes, int from, int end) {
        if (from == 0 && end == bytes.length) {
            violation("a reply without an end: " + shown(bytes, from, end));
            close();
        }
        partial = from == end ? NO_BYTES : Arrays.copyOfRange(bytes, from, end);
    }

    private void lost(String why) {
        if (partial.length > 0) {
            violation("a reply torn off by the end of the connection: " + shown(partial, 0, partial.length));
        }
        if (!turnedAway) {
            missing("at the end of the connection: " + why);
            lost = !ended;
        }
        abandon();
    }

    private void missing(String when) {
        int owed = outstanding.sentCount();
        if (owed > 0) {
            violation(owed + (owed == 1 ? " reply missing " : " replies missing ") + when);
        }
    }

    private void violation(String words) {
        recorder.violation("connection " + number + ": " + words);
    }

    private static String shown(byte[] bytes, int from, int to) {
        // A character has at most four bytes, so what is cut off here is not shown anyway.
        String text = new String(bytes, from, Math.min(to - from, 4 * SHOWN_CHARS), UTF_8);
        return Printable.cut(Printable.escaped(text.strip()), SHOWN_CHARS);
    }
}
