package tenstages.loadgen.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KnockTest {
    @Test
    void ofSeveralAddressesTheOneIsTakenAtWhichSomebodyListens() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.2"))) {
            InetSocketAddress silent = new InetSocketAddress("127.0.0.1", listener.getLocalPort());
            InetSocketAddress heard = new InetSocketAddress("127.0.0.2", listener.getLocalPort());
            assertThat(Knock.firstThatListens(List.of(silent, heard))).isEqualTo(heard);
            listener.close();
            assertThat(Knock.firstThatListens(List.of(silent, heard))).isEqualTo(silent);
        }
    }

    /** A server counts who knocks, so nobody knocks without a need. */
    @Test
    void atTheOnlyAddressNobodyKnocks() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(Knock.ofName("127.0.0.1", listener.getLocalPort()).getPort())
                    .isEqualTo(listener.getLocalPort());
            listener.setSoTimeout(1);
            assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
