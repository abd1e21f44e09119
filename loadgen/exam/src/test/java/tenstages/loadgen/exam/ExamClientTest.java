package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tenstages.loadgen.protocol.MetricsReply;

/** A client that expects, and a server that says what the test wants. */
@Timeout(60)
@Isolated
class ExamClientTest {
    private final Operations operations = new Operations();
    private ServerSocket listener;
    private ExamClient client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = new ExamClient(
                (InetSocketAddress) listener.getLocalSocketAddress(), Duration.ofMillis(200), 0, operations);
        server = listener.accept();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        server.close();
        listener.close();
    }

    @Test
    void theRightLinePasses() throws IOException {
        say("one\ntwo\n");
        client.expect("one").expect("two".getBytes(UTF_8));
        say("three\n");
        assertThat(client.ask("x")).isEqualTo("three");
    }

    @Test
    void anotherLineFails() throws IOException {
        say("one\ntwo\n");
        assertThatThrownBy(() -> client.send("x\ny\n").expect("one").expect("three"))
                .isInstanceOf(ExamFailure.class)
                .hasMessage("the reply to line 2 is not the expected one\n  sent      y\\n\n  expected  three\n"
                        + "  received  two\n             ^ first difference, at byte 1");
        assertThat(operations.counts()).isEqualTo(new OperationCounts(1, 1, 0));
    }

    @Test
    void aReplyInTheWrongPlaceIsToldFromOneThatIsWrong() throws IOException {
        say("one\nthree\n");
        assertThat(cause(() -> client.send("x\ny\nz\n").expectAll(List.of(bytes("one"), bytes("two"), bytes("three")))))
                .contains("the next line");
    }

    @Test
    void aLineThatDoesNotComeFails() throws IOException {
        client.send("x\n");
        assertThatThrownBy(() -> client.expect("one"))
                .isInstanceOf(ExamFailure.class)
                .hasMessage("the reply to line 1 did not come within 200 ms\n"
                        + "  sent      x\\n\n  expected  one\n  received  nothing");
        assertThat(cause(() -> client.expect("one"))).isEqualTo(Causes.NOTHING_IN_TIME);
        client.close();
        assertThat(operations.counts()).isEqualTo(new OperationCounts(0, 2, 0));
    }

    /** The reply comes after far more than the moment. */
    @Test
    void whoHasListenedForAMomentHasItsPatienceAgain() throws IOException {
        InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
        try (ExamClient patient = new ExamClient(address, Duration.ofSeconds(20), 0, operations);
                Socket late = listener.accept()) {
            assertThat(patient.hears(Duration.ofMillis(1))).isFalse();
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(() -> {
                try {
                    late.getOutputStream().write(bytes("one\n"));
                } catch (IOException e) {
                    // The test is over.
                }
            });
            patient.expect("one");
        }
    }

    @Test
    void whereVeryMuchWasSentTheServerMayOnlyBeSlow() throws IOException {
        Thread reader = new Thread(() -> {
            try {
                server.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The test is over.
            }
        });
        reader.start();
        client.send("x".repeat(2_000_000) + "\n");
        assertThat(cause(() -> client.expect("one")))
                .startsWith(Causes.NOTHING_IN_TIME)
                .contains("searched or copied again at each read");
    }

    @Test
    void furtherWrongLinesAreCounted() {
        ExamFailure failure = new ExamFailure("wrong", Evidence.missing(bytes("x"), "a", "b"), "why");
        assertThat(failure.andMore(0)).isSameAs(failure);
        assertThat(failure.andMore(1)).hasMessageStartingWith("wrong; 1 more line of this item fails\n  sent");
        assertThat(failure.andMore(2).what()).isEqualTo("wrong; 2 more lines of this item fail");
        assertThat(failure.andMore(2).likelyCause()).contains("why");
    }

    @Test
    void anAnswerThatPassesThroughTheRightOneFails() throws IOException {
        say("yes\nno\n");
        assertThatThrownBy(() -> client.awaitForGood("question", "yes"))
                .isInstanceOf(ExamFailure.class)
                .hasMessageStartingWith("the reply to line 2 is not the expected one");
    }

    @Test
    void aBalanceThatMayBeGreaterIsEnough() throws IOException {
        say("{\"status\":\"ok\",\"balance\":1}\n{\"status\":\"ok\",\"balance\":3}\n");
        client.awaitAtLeast("question", 2);
        assertThat(client.replies()).isEqualTo(2);
    }

    @Test
    void aLineThatIsNotEndedFails() throws IOException {
        say("on");
        assertThatThrownBy(() -> client.expect("one")).hasMessageEndingWith("received  on, and no newline");
        assertThat(cause(() -> client.expect("one"))).isEqualTo(Causes.NO_NEWLINE);
        server.shutdownOutput();
        assertThatThrownBy(() -> client.expect("on"))
                .hasMessageStartingWith("the line that comes unasked has no newline\n")
                .hasMessageEndingWith("received  on, and the end of the connection");
    }

    @Test
    void anEndInsteadOfALineFails() throws IOException {
        server.shutdownOutput();
        assertThatThrownBy(() -> client.expect("one"))
                .isInstanceOf(ExamFailure.class)
                .hasMessage("the connection ended before the line that comes unasked\n"
                        + "  sent      (nothing)\n  expected  one\n  received  the end of the connection");
        assertThatThrownBy(() -> client.reply())
                .isInstanceOf(ExamFailure.class)
                .hasMessageEndingWith("expected  a line\n  received  the end of the connection");
        assertThat(cause(() -> client.reply())).isEqualTo(Causes.ENDED);
    }

    @Test
    void aResetIsABrokenConnection() throws IOException {
        server.setSoLinger(true, 0);
        server.close();
        assertThatThrownBy(() -> client.expect("one"))
                .isInstanceOfSatisfying(BrokenConnection.class, broken -> assertThat(broken.failure())
                        .hasMessageStartingWith("the connection broke before the line that comes unasked\n"));
        assertThat(cause(() -> new ExamItem("x", 1, 10, "x", Map.of(), examinee -> client.expect("one")).examine(null)))
                .isEqualTo(Causes.ENDED);
    }

    @Test
    void whatIsNotAnsweredAtACutIsUnknown() throws IOException {
        say("one\ntwo\n");
        client.send("a\nb\nc\nd\nhalf a line").expect("one").reply();
        client.close();
        client.close();
        assertThat(operations.counts()).isEqualTo(new OperationCounts(2, 0, 2));
    }

    @Test
    void aResetCountsAsACutToo() throws IOException {
        client.send("a\n").reset();
        client.close();
        assertThat(operations.counts()).isEqualTo(new OperationCounts(0, 0, 1));
    }

    @Test
    void theEndPasses() throws IOException {
        server.shutdownOutput();
        client.expectEnd();
        assertThat(client.replyOrEnd()).isNull();
    }

    @Test
    void aLineInsteadOfTheEndFails() throws IOException {
        say("more\n");
        assertThatThrownBy(client::expectEnd)
                .isInstanceOf(ExamFailure.class)
                .hasMessageStartingWith("more is sent than the replies that are owed\n")
                .hasMessageEndingWith("expected  the end of the connection\n  received  more\\n");
    }

    @Test
    void anEmptyLineIsNotTheEndEither() throws IOException {
        say("\n");
        assertThatThrownBy(client::expectEnd).isInstanceOf(ExamFailure.class);
    }

    @Test
    void noEndInTimeFails() {
        assertThatThrownBy(client::expectEnd)
                .isInstanceOf(ExamFailure.class)
                .hasMessageStartingWith("the server does not close the connection\n")
                .hasMessageEndingWith("expected  the end of the connection\n  received  nothing");
        assertThat(cause(client::expectEnd)).isEqualTo(Causes.STAYS_OPEN);
    }

    @Test
    void anAnswerThatNeverBecomesRightFails() throws IOException {
        say("no\n".repeat(10_000));
        assertThatThrownBy(() -> client.await("question", "yes"))
                .isInstanceOf(ExamFailure.class)
                .hasMessage("the answer does not become the right one within 200 ms\n  sent      question\\n\n"
                        + "  expected  yes\n  received  no\n            ^ first difference, at byte 0");
    }

    @Test
    void anAnswerThatBecomesRightPasses() throws IOException {
        say("no\nno\nyes\n");
        client.await("question", "yes");
    }

    @Test
    void aBalanceThatStillRisesIsCalledSo() throws IOException {
        StringBuilder rising = new StringBuilder();
        for (int balance = 0; balance < 10_000; balance++) {
            rising.append("{\"status\":\"ok\",\"balance\":").append(balance).append("}\n");
        }
        say(rising.toString());
        assertThat(cause(() -> client.await("question", "{\"status\":\"ok\",\"balance\":2400000}")))
                .startsWith("The balance still moves");
    }

    @Test
    void aServerThatKeepsEventsPendingDoesNotComeToRest() throws IOException {
        say("{\"received\":2,\"processed\":1,\"dropped\":0,\"pending\":1,\"failed\":0}\n".repeat(10_000));
        assertThatThrownBy(client::metricsAtRest)
                .isInstanceOf(ExamFailure.class)
                .hasMessageStartingWith("the server does not come to rest within 200 ms: ");
    }

    @Test
    void whatComesIsHeardAndStaysToBeRead() throws IOException {
        assertThat(client.hears(Duration.ofMillis(20))).isFalse();
        say("one\n");
        assertThat(client.hears(Duration.ofSeconds(20))).isTrue();
        client.expect("one");
    }

    @Test
    void metricsThatAddUpPass() {
        assertThat(MetricsItems.addingUp("{\"received\":10,\"processed\":4,\"dropped\":3,\"pending\":2,\"failed\":1}"))
                .isEqualTo(new MetricsReply(10, 4, 3, 2, 1));
    }

    @Test
    void metricsThatDoNotAddUpFail() {
        assertThatThrownBy(() -> MetricsItems.addingUp(
                        "{\"received\":11,\"processed\":4,\"dropped\":3,\"pending\":2,\"failed\":1}"))
                .isInstanceOf(ExamFailure.class)
                .hasMessageStartingWith("the counters do not add up: {");
    }

    @Test
    void whatIsNoMetricsReplyFails() {
        assertThatThrownBy(() -> MetricsItems.addingUp("{}"))
                .isInstanceOf(ExamFailure.class)
                .hasMessage("this is no metrics reply: {}");
    }

    private void say(String text) throws IOException {
        server.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String cause(ThrowableAssert.ThrowingCallable expectation) {
        return ((ExamFailure) Assertions.catchThrowable(expectation))
                .likelyCause()
                .orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
