package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
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
    private static final String END = "the end of the connection";

    private final LineClient client;
    private final Duration patience;
    private final Operations operations;
    private final Transcript sent = new Transcript();
    private final AtomicBoolean closed = new AtomicBoolean();

    // counted by the thread that reads
    private final AtomicLong replies = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();

    ExamClient(InetSocketAddress server, Duration patience, int receiveBufferBytes, Operations operations)
            throws IOException {
        client = new LineClient(server, patience, receiveBufferBytes);
        this.patience = patience;
        this.operations = operations;
    }

    ExamClient send(byte[] bytes) throws IOException {
        sent.add(bytes);
        try {
            client.send(bytes);
        } catch (IOException e) {
            throw broken("the connection broke while something was sent", "that the server reads it", Causes.ENDED, e);
        }
        return this;
    }

    ExamClient send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    /** Sends the bytes again and again, until the server hangs up or so many are sent. */
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
            throw broken("the connection broke before the client sent its end", "that it stays", Causes.ENDED, e);
        }
        return this;
    }

    /** How many lines came so far. */
    long replies() {
        return replies.get();
    }

    /** Sends the line and returns whatever line comes back. */
    String ask(String line) throws IOException {
        send(line + "\n");
        return reply();
    }

    /** The next line, whatever it is. */
    String reply() throws IOException {
        byte[] line = line("a line");
        operations.ok();
        return new String(line, UTF_8);
    }

    /** The next line, whatever it is; null at the end. */
    String replyOrEnd() throws IOException {
        byte[] line;
        try {
            line = client.readLineBytes();
        } catch (SocketTimeoutException e) {
            throw missing(
                    "neither " + next() + " nor the end came within " + seconds(), END, nothing(), Causes.STAYS_OPEN);
        } catch (IOException e) {
            throw broken("the connection broke before " + next(), END, Causes.RESET, e);
        }
        if (line == null) {
            return null;
        }
        String reply = new String(whole(line, "a line"), UTF_8);
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
            byte[] received = line(Evidence.shown(expected));
            if (!Arrays.equals(expected, received)) {
                String order = Causes.ofOrder(lines, i, received);
                operations.failed();
                throw new ExamFailure(
                        "the reply to line " + replies.get() + " is not the expected one",
                        Evidence.different(sent.line(replies.get()), expected, received),
                        order == null ? Causes.ofDifference(sent.line(replies.get()), expected, received) : order);
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
            throw missing("the server does not close the connection", END, nothing(), causeOfStaying);
        } catch (IOException e) {
            throw broken("the connection is reset, and not closed", END, Causes.RESET, e);
        }
        if (received != null) {
            throw missing(
                    "more is sent than the replies that are owed", END, Evidence.shown(received), Causes.SAYS_MORE);
        }
    }

    /** Asks again and again until this is the answer; says what it must become otherwise. */
    void await(String question, String answer) throws IOException {
        await(question, answer, answer::equals);
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
            byte[] right = answer.getBytes(UTF_8);
            byte[] wrong = last.getBytes(UTF_8);
            throw new ExamFailure(
                    "the answer does not become the right one within " + seconds(),
                    Evidence.different((question + "\n").getBytes(UTF_8), right, wrong),
                    Causes.ofDifference(new byte[0], right, wrong));
        }
    }

    /** Asks for the metrics; fails unless they add up. */
    MetricsReply metrics() throws IOException {
        return addingUp(ask(Requests.METRICS));
    }

    /** The metrics once nothing is pending. */
    MetricsReply metricsAtRest() throws IOException {
        MetricsReply metrics = Await.answer(patience, this::metrics, each -> each.pending() == 0);
        if (metrics.pending() > 0) {
            throw new ExamFailure(
                    "the server does not come to rest within " + seconds() + ": " + metrics,
                    "An event was taken out of the queue and is neither counted as processed nor as failed,"
                            + " or a worker is dead.");
        }
        return metrics;
    }

    /** Reads a metrics reply; fails unless it is one, to the byte, that adds up. */
    static MetricsReply addingUp(String line) {
        MetricsReply metrics = MetricsReply.parse(line)
                .orElseThrow(() -> new ExamFailure(
                        "this is no metrics reply: " + Evidence.shown(line),
                        line.matches(".*\"pending\":(-|\\d{19}).*")
                                ? "An event was counted as done before it was counted as received."
                                : "The fields are received, processed, dropped, pending and failed, in this order and"
                                        + " without spaces."));
        if (!metrics.addsUp()) {
            throw new ExamFailure(
                    "the counters do not add up: " + line,
                    "pending is no counter of its own: it is received - processed - dropped - failed, read once.");
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
            throw broken("the connection broke while the client waited", "that it stays", Causes.ENDED, e);
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
            operations.unknown(Math.max(0, sent.lines() - replies.get() - unanswered.get()));
        }
    }

    private byte[] line(String expected) throws IOException {
        byte[] line;
        try {
            line = client.readLineBytes();
        } catch (SocketTimeoutException e) {
            boolean unfinished = client.unfinished().length > 0;
            throw unanswered(
                    next() + " did not come within " + seconds(),
                    expected,
                    nothing(),
                    unfinished ? Causes.NO_NEWLINE : unlessAnswered(Causes.NOTHING_IN_TIME));
        } catch (IOException e) {
            throw broken("the connection broke before " + next(), expected, Causes.ENDED, e);
        }
        if (line == null) {
            throw unanswered("the connection ended before " + next(), expected, END, Causes.ENDED);
        }
        return whole(line, expected);
    }

    /** Counts the line, and takes its newline off. */
    private byte[] whole(byte[] line, String expected) {
        if (line[line.length - 1] != '\n') {
            throw unanswered(
                    next() + " has no newline", expected, Evidence.shown(line) + ", and " + END, Causes.NO_NEWLINE);
        }
        replies.incrementAndGet();
        return Arrays.copyOf(line, line.length - 1);
    }

    private ExamFailure unanswered(String what, String expected, String received, String cause) {
        operations.failed();
        unanswered.incrementAndGet();
        return missing(what, expected, received, cause);
    }

    private ExamFailure missing(String what, String expected, String received, String cause) {
        return new ExamFailure(what, Evidence.missing(asked(), expected, received), cause);
    }

    /** What is waited for. */
    private String next() {
        return sent.line(1).length == 0 ? "the line that comes unasked" : "the reply to line " + (replies.get() + 1);
    }

    /** The line that is to be answered next, or else the last one that was answered. */
    private byte[] asked() {
        byte[] next = sent.line(replies.get() + 1);
        return next.length > 0 ? next : sent.line(replies.get());
    }

    /** Where the server has answered before, the item knows better. */
    private String unlessAnswered(String cause) {
        return operations.counts().ok() == 0 ? cause : null;
    }

    private BrokenConnection broken(String what, String expected, String cause, IOException e) {
        return new BrokenConnection(
                new ExamFailure(what, Evidence.missing(asked(), expected, e.getMessage()), cause), e);
    }

    private String nothing() {
        byte[] unfinished = client.unfinished();
        return unfinished.length == 0 ? "nothing" : Evidence.shown(unfinished) + ", and no newline";
    }

    private String seconds() {
        long millis = patience.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
