package tenstages.loadgen.exam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.MetricsReply;

/** A client that expects, and a server that says what the test wants. */
@Timeout(60)
class ExamClientTest {
    private ServerSocket listener;
    private ExamClient client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = new ExamClient((InetSocketAddress) listener.getLocalSocketAddress(), Duration.ofMillis(200), 0);
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
        say("two\n");
        assertThatThrownBy(() -> client.send("x\n").expect("one"))
                .isInstanceOf(ExamFailure.class)
                .hasMessage(
                        "\n  sent      x\\n\n  expected  one\n  received  two\n            ^ first difference, at byte 0");
    }

    @Test
    void aLineThatDoesNotComeFails() {
        assertThatThrownBy(() -> client.expect("one"))
                .isInstanceOf(ExamFailure.class)
                .hasMessage("\n  sent      \n  expected  one\n  received  nothing in time");
    }

    @Test
    void anEndInsteadOfALineFails() throws IOException {
        server.shutdownOutput();
        assertThatThrownBy(() -> client.expect("one"))
                .isInstanceOf(ExamFailure.class)
                .hasMessage("\n  sent      \n  expected  one\n  received  the end of the connection");
        assertThatThrownBy(() -> client.reply())
                .isInstanceOf(ExamFailure.class)
                .hasMessageEndingWith("expected  a line\n  received  the end of the connection");
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
                .hasMessageEndingWith("expected  the end of the connection\n  received  nothing in time");
    }

    @Test
    void anAnswerThatNeverBecomesRightFails() throws IOException {
        say("no\n".repeat(10_000));
        assertThatThrownBy(() -> client.await("question", "yes"))
                .isInstanceOf(ExamFailure.class)
                .hasMessage("the answer to question must become yes, and is no");
    }

    @Test
    void anAnswerThatBecomesRightPasses() throws IOException {
        say("no\nno\nyes\n");
        client.await("question", "yes");
    }

    @Test
    void aServerThatKeepsEventsPendingDoesNotComeToRest() throws IOException {
        say("{\"received\":2,\"processed\":1,\"dropped\":0,\"pending\":1,\"failed\":0}\n".repeat(10_000));
        assertThatThrownBy(client::metricsAtRest)
                .isInstanceOf(ExamFailure.class)
                .hasMessageStartingWith("the server does not come to rest: ");
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
        assertThat(ExamClient.addingUp("{\"received\":10,\"processed\":4,\"dropped\":3,\"pending\":2,\"failed\":1}"))
                .isEqualTo(new MetricsReply(10, 4, 3, 2, 1));
    }

    @Test
    void metricsThatDoNotAddUpFail() {
        assertThatThrownBy(() -> ExamClient.addingUp(
                        "{\"received\":11,\"processed\":4,\"dropped\":3,\"pending\":2,\"failed\":1}"))
                .isInstanceOf(ExamFailure.class)
                .hasMessageStartingWith("the counters do not add up: {");
    }

    @Test
    void whatIsNoMetricsReplyFails() {
        assertThatThrownBy(() -> ExamClient.addingUp("{}"))
                .isInstanceOf(ExamFailure.class)
                .hasMessage("this is no metrics reply: {}");
    }

    private void say(String text) throws IOException {
        server.getOutputStream().write(text.getBytes(UTF_8));
    }
}
