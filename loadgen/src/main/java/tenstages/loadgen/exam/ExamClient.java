package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import tenstages.loadgen.protocol.Await;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.MetricsReply;
import tenstages.loadgen.protocol.Requests;

/** A client that expects: each method throws {@link ExamFailure} when the server does something else. */
final class ExamClient implements AutoCloseable {
    private final LineClient client;
    private final Duration patience;

    ExamClient(InetSocketAddress server, Duration patience, int receiveBufferBytes) throws IOException {
        client = new LineClient(server, patience, receiveBufferBytes);
        this.patience = patience;
    }

    ExamClient send(byte[] bytes) throws IOException {
        client.send(bytes);
        return this;
    }

    ExamClient send(String text) throws IOException {
        client.send(text);
        return this;
    }

    /** Sends the bytes again and again, until the server hangs up or so many are sent; returns how many were. */
    long sendUntilRefused(byte[] bytes, long atMost) {
        long sent = 0;
        try {
            while (sent < atMost) {
                client.send(bytes);
                sent += bytes.length;
            }
        } catch (IOException e) {
            // It has hung up.
        }
        return sent;
    }

    ExamClient endInput() throws IOException {
        client.endInput();
        return this;
    }

    /** Sends the line and returns whatever line comes back. */
    String ask(String line) throws IOException {
        send(line + "\n");
        return reply();
    }

    /** The next line, whatever it is. */
    String reply() throws IOException {
        byte[] line = line("a line");
        return new String(line, UTF_8);
    }

    /** The next line, whatever it is; null at the end. */
    String replyOrEnd() throws IOException {
        return client.readLine();
    }

    /** The next line is this one. */
    ExamClient expect(String line) throws IOException {
        return expect(line.getBytes(UTF_8));
    }

    /** The next line is this one. */
    ExamClient expect(byte[] line) throws IOException {
        byte[] received = line(ExamFailure.shown(line));
        if (!Arrays.equals(line, received)) {
            throw ExamFailure.different(client.sent(), line, received);
        }
        return this;
    }

    /** The server closes, without another byte. */
    void expectEnd() throws IOException {
        byte[] received;
        try {
            received = client.readLineBytes();
        } catch (SocketTimeoutException e) {
            throw ExamFailure.missing(client.sent(), "the end of the connection", "nothing in time");
        }
        if (received != null) {
            throw ExamFailure.missing(client.sent(), "the end of the connection", ExamFailure.shown(received));
        }
    }

    /** Asks again and again until this is the answer; says what it must become otherwise. */
    void await(String question, String answer) throws IOException {
        String last = Await.answer(patience, () -> ask(question), answer::equals);
        if (!last.equals(answer)) {
            throw new ExamFailure("the answer to " + question + " must become " + answer + ", and is " + last);
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
            throw new ExamFailure("the server does not come to rest: " + metrics);
        }
        return metrics;
    }

    /** Reads a metrics reply; fails unless it is one, to the byte, that adds up. */
    static MetricsReply addingUp(String line) {
        MetricsReply metrics =
                MetricsReply.parse(line).orElseThrow(() -> new ExamFailure("this is no metrics reply: " + line));
        if (!metrics.addsUp()) {
            throw new ExamFailure("the counters do not add up: " + line);
        }
        return metrics;
    }

    /** Whether anything comes within this time; it stays to be read. */
    boolean hears(Duration within) throws IOException {
        client.timeout(within);
        try {
            return !client.silent();
        } finally {
            client.timeout(patience);
        }
    }

    void reset() throws IOException {
        client.reset();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private byte[] line(String expected) throws IOException {
        try {
            byte[] line = client.readLineBytes();
            if (line == null) {
                throw ExamFailure.missing(client.sent(), expected, "the end of the connection");
            }
            if (line[line.length - 1] != '\n') {
                throw ExamFailure.missing(
                        client.sent(), "a newline at the end of the reply", ExamFailure.shown(line) + " and the end");
            }
            return Arrays.copyOf(line, line.length - 1);
        } catch (SocketTimeoutException e) {
            throw ExamFailure.missing(client.sent(), expected, "nothing in time");
        }
    }
}
