package tenstages.loadgen.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineClientTest {
    private ServerSocket listener;
    private LineClient client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        client = new LineClient((InetSocketAddress) listener.getLocalSocketAddress(), Duration.ofSeconds(20));
        server = listener.accept();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        server.close();
        listener.close();
    }

    @Test
    void aQuestionIsALineAndSoIsItsAnswer() throws IOException {
        say("grüße\nnext\n");
        assertThat(client.ask("hallo ü")).isEqualTo("grüße");
        assertThat(server.getInputStream().readNBytes(9)).isEqualTo("hallo ü\n".getBytes(UTF_8));
        assertThat(client.readLine()).isEqualTo("next");
    }

    @Test
    void whoWatchesTheServerSeesWhatItsClientsDo() throws IOException {
        List<String> seen = new ArrayList<>();
        InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
        Onlookers.watch(address, () -> telling(seen));
        try (LineClient watched = new LineClient(address, Duration.ofSeconds(20));
                Socket other = listener.accept()) {
            Onlookers.unwatch(address);
            other.getOutputStream()
                    .write((Replies.ACCEPTED + "\n" + Replies.BUSY + "\n" + Replies.balance(1) + "\n").getBytes(UTF_8));
            watched.send("a\nb\nc");
            watched.ask("d");
            watched.readLine();
            watched.readLine();
        }
        client.send("nobody sees this\n");
        assertThat(seen).containsExactly("sent 2", "sent 1", "ACCEPTED", "REFUSED", "ANSWERED", "left");
    }

    private static Onlooker telling(List<String> seen) {
        return new Onlooker() {
            @Override
            public void sent(int lines) {
                seen.add("sent " + lines);
            }

            @Override
            public void heard(Heard what) {
                seen.add(what.name());
            }

            @Override
            public void left() {
                seen.add("left");
            }
        };
    }

    @Test
    void anEmptyLineIsALineAndTheEndIsNone() throws IOException {
        say("\nhalf");
        server.shutdownOutput();
        assertThat(client.readLine()).isEmpty();
        assertThat(client.readLineBytes()).isEqualTo("half".getBytes(UTF_8));
        assertThat(client.readLine()).isNull();
        assertThat(client.readLineBytes()).isNull();
        assertThat(client.atEnd()).isTrue();
    }

    @Test
    void aByteThatIsLeftIsNotTheEnd() throws IOException {
        say("x");
        server.shutdownOutput();
        assertThat(client.atEnd()).isFalse();
        assertThat(client.atEnd()).isTrue();
    }

    @Test
    void aLineThatDoesNotComeInTimeIsATimeout() throws IOException {
        client.timeout(Duration.ofMillis(20));
        assertThatThrownBy(client::readLine).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void silenceIsToldFromALineWhichStays() throws IOException {
        client.timeout(Duration.ofMillis(20));
        assertThat(client.silent()).isTrue();
        client.timeout(Duration.ofSeconds(20));
        say("x\n");
        assertThat(client.silent()).isFalse();
        assertThat(client.readLine()).isEqualTo("x");
    }

    @Test
    void whatHasArrivedIsCounted() throws IOException {
        assertThat(client.available()).isZero();
        say("abc");
        Awaitility.await().until(() -> client.available() == 3);
    }

    @Test
    void aClientThatEndsItsInputStillReads() throws IOException {
        client.send("a").endInput();
        assertThat(server.getInputStream().readAllBytes()).isEqualTo("a".getBytes(UTF_8));
        say("b\n");
        assertThat(client.readLine()).isEqualTo("b");
    }

    @Test
    void whatHasComeOfALineStaysUntilTheRestComes() throws IOException {
        client.timeout(Duration.ofMillis(100));
        say("fir");
        assertThatThrownBy(client::readLine).isInstanceOf(SocketTimeoutException.class);
        assertThat(client.unfinished()).isEqualTo("fir".getBytes(UTF_8));
        say("st\nsecond\n");
        assertThat(client.readLine()).isEqualTo("first");
        assertThat(client.unfinished()).isEmpty();
        assertThat(client.readLine()).isEqualTo("second");
    }

    @Test
    void aResetIsNoOrderlyEnd() throws IOException {
        client.reset();
        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(IOException.class);
    }

    @Test
    void nobodyThereIsAnIOException() throws IOException {
        listener.close();
        assertThatThrownBy(
                        () -> new LineClient((InetSocketAddress) server.getLocalSocketAddress(), Duration.ofSeconds(20))
                                .close())
                .isInstanceOf(IOException.class);
    }

    private void say(String text) throws IOException {
        server.getOutputStream().write(text.getBytes(UTF_8));
    }
}
