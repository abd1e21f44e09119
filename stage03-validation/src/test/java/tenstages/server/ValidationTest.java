package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.wire.LineClient;

/** The pain before is gone: garbage is named, and a line has a limit. The pain of this stage: nothing is remembered. */
@Timeout(60)
class ValidationTest {
    private static final int MAX_LINE_BYTES = 100;

    @Test
    void garbageIsAnsweredWithAnErrorAndTheConnectionStays() throws Exception {
        try (RunningServer server = start();
                LineClient client = server.connect()) {
            assertThat(client.ask("}{ not a request")).contains("invalid_json");
            assertThat(client.ask("{\"user\":\"ada\"}"))
                    .contains("invalid_request")
                    .contains("action: ");
            assertThat(client.ask("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}"))
                    .contains("accepted");
        }
    }

    @Test
    void aLineWithoutAnEndIsCutOffAndNobodyElseNotices() throws Exception {
        try (RunningServer server = start();
                LineClient endless = server.connect();
                LineClient ordinary = server.connect()) {
            endless.send("x".repeat(MAX_LINE_BYTES + 1));
            assertThat(endless.readLine()).contains("line_too_long");
            assertThat(endless.atEnd()).isTrue();
            assertThat(ordinary.ask("hello")).contains("invalid_json");
        }
    }

    @Test
    void aThousandEventsAreAcceptedAndNotOneIsRemembered() throws Exception {
        try (RunningServer server = start();
                LineClient client = server.connect()) {
            for (int i = 0; i < 1000; i++) {
                assertThat(client.ask("{\"user\":\"ada\",\"action\":\"buy\",\"amount\":1}"))
                        .contains("accepted");
            }
            assertThat(client.ask("{\"type\":\"balance\",\"user\":\"ada\"}")).contains("invalid_request");
        }
    }

    /** 2,000 garbage lines make 90 kB of errors: too many for one turn, and whoever is ready meanwhile comes in between. */
    @Test
    void aClientWithALotToSayTakesItsTurns() throws Exception {
        try (Selector selector = Selector.open();
                ServerSocketChannel listener = ServerSocketChannel.open().bind(null);
                SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                SocketChannel accepted = listener.accept()) {
            client.write(ByteBuffer.wrap("x\n".repeat(2000).getBytes(UTF_8)));
            accepted.configureBlocking(false);
            SelectionKey key = accepted.register(selector, SelectionKey.OP_READ);
            Connection connection = new Connection(accepted, key, new Handler(), MAX_LINE_BYTES);

            CompletableFuture<Long> replies =
                    CompletableFuture.supplyAsync(() -> new BufferedReader(Channels.newReader(client, UTF_8))
                            .lines()
                            .count());

            selector.select();
            connection.onReadable(ByteBuffer.allocate(16 * 1024));
            int turns = 1;
            while (connection.isBusy()) {
                assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_WRITE);
                connection.onWritable();
                turns++;
            }
            connection.close();

            assertThat(turns).isGreaterThan(4);
            assertThat(replies.get()).isEqualTo(2000);
        }
    }

    private static RunningServer start() throws Exception {
        return new RunningServer(new Server(new Config("127.0.0.1", 0, MAX_LINE_BYTES), new Handler()));
    }
}
