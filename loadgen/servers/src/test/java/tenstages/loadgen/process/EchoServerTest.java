package tenstages.loadgen.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Timeout(60)
@Isolated
class EchoServerTest {
    @Test
    void everyByteComesBackToWhoeverSentIt() throws IOException {
        EchoServer echo = start(Duration.ZERO, Duration.ZERO);
        try (Socket one = connect(echo);
                Socket two = connect(echo)) {
            one.getOutputStream().write("one".getBytes(UTF_8));
            two.getOutputStream().write("two".getBytes(UTF_8));
            assertThat(two.getInputStream().readNBytes(3)).isEqualTo("two".getBytes(UTF_8));
            assertThat(one.getInputStream().readNBytes(3)).isEqualTo("one".getBytes(UTF_8));
        }
    }

    @Test
    void whatAClientDoesNotTakeAtOnceIsKeptForIt() throws IOException {
        EchoServer echo = start(Duration.ZERO, Duration.ZERO);
        byte[] bytes = new byte[20_000_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        try (Socket client = connect(echo)) {
            Thread sender = new Thread(() -> send(client, bytes));
            sender.setDaemon(true);
            sender.start();
            assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
        }
    }

    @Test
    void anEndIsAnsweredWithAnEnd() throws IOException {
        EchoServer echo = start(Duration.ZERO, Duration.ZERO);
        try (Socket client = connect(echo)) {
            client.getOutputStream().write('x');
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(new byte[] {'x'});
        }
    }

    @Test
    void itStopsOnceForAsLongAsItIsTold() throws IOException {
        EchoServer echo = start(Duration.ofMillis(1), Duration.ofMillis(400));
        try (Socket client = connect(echo)) {
            long longest = 0;
            for (int i = 0; i < 100 || longest == 0; i++) {
                longest = Math.max(longest, nanosOfOne(client));
            }
            long end = System.nanoTime() + Duration.ofMillis(400).toNanos();
            while (longest < Duration.ofMillis(300).toNanos() && System.nanoTime() - end < 0) {
                longest = Math.max(longest, nanosOfOne(client));
            }
            assertThat(longest).isGreaterThan(Duration.ofMillis(300).toNanos());
        }
    }

    private static long nanosOfOne(Socket client) throws IOException {
        long asked = System.nanoTime();
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
        return System.nanoTime() - asked;
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static Socket connect(EchoServer echo) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), echo.port());
    }

    private static EchoServer start(Duration stallAfter, Duration stall) throws IOException {
        EchoServer echo = new EchoServer(stallAfter, stall);
        Thread thread = new Thread(() -> {
            try {
                echo.run();
            } catch (IOException e) {
                // Its clients will notice.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return echo;
    }
}
