package tenstages.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ports of a broker, and who else may have them. */
class NodeTest {
    @TempDir
    private Path folder;

    @Test
    void aBrokerKeepsItsPorts() throws IOException {
        write(1234, 2345);
        assertThat(Node.of(3, 0, folder)).isEqualTo(new Node(3, 1234, 2345));
        assertThat(Node.of(3, 1234, folder)).isEqualTo(new Node(3, 1234, 2345));
        assertThat(Node.of(3, 0, folder).address()).isEqualTo("127.0.0.1:1234");
        assertThat(Node.of(3, 4321, folder).port()).as("as it is told now").isEqualTo(4321);
    }

    /** The broker of the folder from which this one was copied, or anything else: it must not be taken for ours. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeptPortThatIsTakenIsToldBeforeABrokerIsStarted(boolean controller) throws IOException {
        int free = Node.of(1, 0, folder).port();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int taken = socket.getLocalPort();
            write(controller ? free : taken, controller ? taken : free);
            Node node = Node.of(1, 0, folder);
            assertThatThrownBy(() -> new OwnBroker(node, List.of(node), folder, 0).start())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot use the folder " + folder + ": ")
                    .hasMessageContaining("somebody else listens on port " + taken)
                    .hasMessageContaining("copy");
            assertThat(folder.resolve("broker.log")).doesNotExist();
        }
    }

    private void write(int port, int controllerPort) throws IOException {
        Files.writeString(
                folder.resolve("broker.properties"),
                "listeners=PLAINTEXT\\://127.0.0.1\\:" + port + ",CONTROLLER\\://127.0.0.1\\:" + controllerPort + "\n");
    }
}
