package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.protocol.LineClient;
import tenstages.loadgen.protocol.Requests;

/** How a client is let in, or turned away. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AdmissionTest {
    /**
     * A reply does not wait until the client has confirmed the one before, and a client that is gone is noticed one
     * day.
     */
    @Test
    void noReplyWaitsForTheOneBeforeToBeConfirmed() throws Exception {
        try (Server server = AnyServer.with();
                ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket accepted = listener.accept()) {
            server.admit(accepted);
            assertThat(accepted.getTcpNoDelay()).isTrue();
            assertThat(accepted.getKeepAlive()).isTrue();
        }
    }

    /** Bytes that nobody has read would make the end a reset. */
    @Test
    void whoIsTurnedAwayInTheMiddleOfALineSeesAnEnd() throws Exception {
        Server server = AnyServer.with("--max-connections", "1");
        try (LineClient first = RunningServer.connect(server);
                LineClient second = RunningServer.connect(server).send("x");
                RunningServer running = new RunningServer(server)) {
            assertThat(first.ask(Requests.balanceOf("ada"))).contains("\"balance\":0");
            assertThat(second.readLine()).isEqualTo(new String(Reply.TOO_MANY_CONNECTIONS.bytes(), UTF_8).strip());
            assertThat(second.atEnd()).isTrue();
            // After a reset nothing can be sent either.
            second.send("x");
        }
    }
}
