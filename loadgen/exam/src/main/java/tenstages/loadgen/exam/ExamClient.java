package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tenstages.loadgen.exam.Conversation.END;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Replies;
import tenstages.loadgen.protocol.Requests;

/**
 * A client that expects: its methods throw {@link ExamFailure} when the server does something else, and
 * {@link BrokenConnection} when it resets the connection. One thread may send while another one reads; any may close.
 */
final class ExamClient implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final LineClient client;
    private final Duration patience;
    private final Operations operations;
    private final Conversation conversation;
    private final AtomicBoolean closed = new AtomicBoolean();

    // counted by the thread that reads
    private final AtomicLong unanswered = new AtomicLong();

    ExamClient(InetSocketAddress server, Duration patience, int receiveBufferBytes, Operations operations)
            throws IOException {
        client = new LineClient(server, patience, receiveBufferBytes);
        this.patience = patience;
        this.operations = operations;
        conversation = new Conversation(patience);
    }

    ExamClient send(byte[] bytes) throws IOException {
        conversation.sends(bytes);
        try {
            client.send(bytes);
        } catch (IOException e) {
            throw conversation.broken(
                    "the connection broke while something was sent", "that the server reads it", Causes.ENDED, e);
        }
        return this;
    }

    ExamClient send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    /** Sends the bytes again and again, until the server hangs up or this number of bytes is sent. */
    void sendUntilRefused(byte[] bytes, long atMost) {
        try {
            for (long count = 0; count < atMost; count += bytes.length) {
                send(bytes);
            }
        } catch (IOException e) {
            // It has hung up.
        }
    }

    ExamClient endInput() throws IOException {
        try {
            client.endInput();
        } catch (IOException e) {
            throw conversation.broken(
                    "the connection broke before the client sent its end", "that it stays", Causes.ENDED, e);
        }
        return this;
    }

    /** How many lines came so far. */
    long replies() {
        return conversation.replies();
    }

    /** Sends the line and returns whatever line comes back. */
    String ask(String line) throws IOException {
        send(line + "\n");
        return reply();
    }

    /** The next line, whatever it is. */
    String reply() throws IOException {
        byte[] line = line(() -> "a line");
        operations.ok();
        return new String(line, UTF_8);
    }

    /** The next line, whatever it is; null at the end. */
    String replyOrEnd() throws IOException {
        byte[] line;
        try {
            line = client.readLineBytes();
        } catch (SocketTimeoutException e) {
            throw conversation.missing(
                    "neither " + conversation.next() + " nor the end came within " + conversation.patience(),
                    END,
                    nothing(),
                    Causes.STAYS_OPEN);
        } catch (IOException e) {
            throw conversation.broken("the connection broke before " + conversation.next(), END, Causes.RESET, e);
        }
        if (line == null) {
            return null;
        }
        String reply = new String(whole(line, () -> "a line"), UTF_8);
        operations.ok();
        return reply;
    }

    /** The next line is this one. */
    ExamClient expect(String line) throws IOException {
        return expect(line.getBytes(UTF_8));
    }

    /** The next line is this one. */
    ExamClient expect(byte[] line) throws IOException {
        return expectAll(List.of(line));
    }

    /** The next lines are these. */
    ExamClient expectAll(List<byte[]> lines) throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            byte[] expected = lines.get(i);
            byte[] received = line(() -> Evidence.shown(expected));
            if (!Arrays.equals(expected, received)) {
                String order = Causes.ofOrder(lines, i, received);
                operations.failed();
                throw conversation.different(
                        "the reply to line " + conversation.replies() + " is not the expected one",
                        expected,
                        received,
                        order == null ? Causes.ofDifference(conversation.answered(), expected, received) : order);
            }
            operations.ok();
        }
        return this;
    }

    /** The server closes, without another byte. */
    void expectEnd() throws IOException {
        expectEnd(Causes.STAYS_OPEN);
    }

    /** The same, and what it means if the server does not. */
    void expectEnd(String causeOfStaying) throws IOException {
        byte[] received;
        try {
            received = client.readLineBytes();
        } catch (SocketTimeoutException e) {
            throw conversation.missing("the server does not close the connection", END, nothing(), causeOfStaying);
        } catch (IOException e) {
            throw conversation.broken("the connection is reset, and not closed", END, Causes.RESET, e);
        }
        if (received != null) {
            throw conversation.missing(
                    "more is sent than the replies that are owed", END, Evidence.shown(received), Causes.SAYS_MORE);
        }
    }

    /** Asks again and again until this is the answer; says what it must become otherwise. */
    void await(String question, String answer) throws IOException {
        await(question, answer, answer::equals);
    }

    /** The same, and the answer is still this one a moment later: a balance may pass through the right one. */
    void awaitForGood(String question, String answer) throws IOException {
        await(question, answer);
        hears(MOMENT);
        send(question + "\n").expect(answer);
    }

    /** Asks for a balance again and again until it is this one, or a greater one. */
    void awaitAtLeast(String question, long balance) throws IOException {
        await(
                question,
                Replies.balance(balance),
                last -> Replies.readBalance(last).orElse(Long.MIN_VALUE) >= balance);
    }

    private void await(String question, String answer, Predicate<String> isRight) throws IOException {
        String last = Await.answer(patience, () -> ask(question), isRight);
        if (!isRight.test(last)) {
            hears(MOMENT);
            throw new ExamFailure(
                    "the answer does not become the right one within " + conversation.patience(),
                    Evidence.different((question + "\n").getBytes(UTF_8), answer.getBytes(UTF_8), last.getBytes(UTF_8)),
                    Causes.ofWaiting(answer, last, ask(question)));
        }
    }

    /** Asks for the metrics; fails unless they add up. */
    MetricsReply metrics() throws IOException {
        return MetricsItems.addingUp(ask(Requests.METRICS));
    }

    /** The metrics once nothing is pending. */
    MetricsReply metricsAtRest() throws IOException {
        MetricsReply metrics = Await.answer(patience, this::metrics, each -> each.pending() == 0);
        if (metrics.pending() > 0) {
            throw new ExamFailure(
                    "the server does not come to rest within " + conversation.patience() + ": " + metrics,
                    Causes.NEVER_AT_REST);
        }
        return metrics;
    }

    /** Whether anything comes within this time; it stays to be read. */
    boolean hears(Duration within) throws IOException {
        client.timeout(within);
        try {
            boolean heard = !client.silent();
            client.timeout(patience);
            return heard;
        } catch (IOException e) {
            throw conversation.broken("the connection broke while the client waited", "that it stays", Causes.ENDED, e);
        }
    }

    /** Hangs up without a word. */
    void reset() throws IOException {
        countUnknown();
        client.reset();
    }

    @Override
    public void close() throws IOException {
        countUnknown();
        client.close();
    }

    private void countUnknown() {
        if (closed.compareAndSet(false, true)) {
            operations.unknown(Math.max(0, conversation.lines() - conversation.replies() - unanswered.get()));
        }
    }

    private byte[] line(Supplier<String> expected) throws IOException {
        byte[] line;
        try {
            line = client.readLineBytes();
        } catch (SocketTimeoutException e) {
            boolean unfinished = client.unfinished().length > 0;
            String cause = unfinished ? Causes.NO_NEWLINE : unlessAnswered(Causes.NOTHING_IN_TIME);
            throw unanswered(
                    conversation.next() + " did not come within " + conversation.patience(),
                    expected.get(),
                    nothing(),
                    cause != null && conversation.isBig() ? Causes.orSlow(cause) : cause);
        } catch (IOException e) {
            throw conversation.broken(
                    "the connection broke before " + conversation.next(), expected.get(), Causes.ENDED, e);
        }
        if (line == null) {
            throw unanswered("the connection ended before " + conversation.next(), expected.get(), END, Causes.ENDED);
        }
        return whole(line, expected);
    }

    /** Counts the line, and takes its newline off. */
    private byte[] whole(byte[] line, Supplier<String> expected) {
        if (line[line.length - 1] != '\n') {
            throw unanswered(
                    conversation.next() + " has no newline",
                    expected.get(),
                    Evidence.shown(line) + ", and " + END,
                    Causes.NO_NEWLINE);
        }
        conversation.hearsReply();
        return Arrays.copyOf(line, line.length - 1);
    }

    private ExamFailure unanswered(String what, String expected, String received, String cause) {
        operations.failed();
        unanswered.incrementAndGet();
        return conversation.missing(what, expected, received, cause);
    }

    /** Where the server has answered before, the item knows better. */
    private String unlessAnswered(String cause) {
        return operations.counts().ok() == 0 ? cause : null;
    }

    private String nothing() {
        byte[] unfinished = client.unfinished();
        return unfinished.length == 0 ? "nothing" : Evidence.shown(unfinished) + ", and no newline";
    }
}
