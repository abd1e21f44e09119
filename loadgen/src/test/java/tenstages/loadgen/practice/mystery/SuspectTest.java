package tenstages.loadgen.practice.mystery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tenstages.loadgen.protocol.LineClient;

/** The server of a mystery as a process: what it tells, what it withstands, and how it ends. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SuspectTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MANY = 1000;

    @Test
    void itIsAskedAndCountedAndGivesNothingAway() throws IOException {
        Riddle riddle = ServedMystery.riddle("echo-trims");
        try (Suspect suspect = new Suspect(ServedMystery.command(), riddle, List.of())) {
            assertThat(reply(suspect, " x ")).isEqualTo("x");
            assertThat(suspect.probes()).isEqualTo(new Probes.Count(1, 1));
            String process = ProcessHandle.of(suspect.pid())
                    .flatMap(handle -> handle.info().commandLine())
                    .orElse("--seed");
            assertThat(process)
                    .contains("--seed")
                    .doesNotContainIgnoringCase("echo")
                    .doesNotContainIgnoringCase("trim");
            assertThat(suspect.news()).isEmpty();
        }
    }

    @Test
    void anotherOneInItsPlaceHasItsPortAndItsCount() throws IOException {
        Riddle riddle = ServedMystery.riddle("skips-empty-lines");
        try (Suspect suspect = new Suspect(ServedMystery.command(), riddle, List.of())) {
            int port = suspect.port();
            reply(suspect, "one");
            kill(suspect, false);
            await().atMost(PATIENCE).until(() -> !suspect.news().isEmpty());
            suspect.restart();
            assertThat(suspect.port()).isEqualTo(port);
            assertThat(reply(suspect, "two")).isEqualTo("two");
            assertThat(suspect.probes()).isEqualTo(new Probes.Count(2, 2));
        }
    }

    @Test
    void whoeverEndsItHearsNothingOfItsEnd() throws IOException {
        Suspect suspect = new Suspect(ServedMystery.command(), ServedMystery.riddle("echo-trims"), List.of());
        suspect.close();
        assertThat(suspect.news()).isEmpty();
    }

    @Test
    void aDrainIsSeenByWhoeverStartedIt() throws IOException {
        Riddle riddle = ServedMystery.riddle("drain-exits-with-1");
        try (Suspect suspect = new Suspect(ServedMystery.command(), riddle, List.of("--work-ms", "1"))) {
            assertThat(reply(suspect, "{\"user\":\"a\",\"action\":\"buy\",\"amount\":1}"))
                    .contains("accepted");
            kill(suspect, true);
            List<String> news = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                news.addAll(suspect.news());
                return news.toString().contains("has ended");
            });
            assertThat(String.join("\n", news))
                    .contains("server | {\"received\":1,\"processed\":1,\"dropped\":0,\"pending\":0,\"failed\":0}")
                    .contains("server | drained")
                    .contains("exit code 1; r starts it again");
        }
    }

    @Test
    void hostileClientsDoItNoHarm() throws IOException {
        Riddle riddle = ServedMystery.riddle("limit-one-lower");
        List<Socket> clients = new ArrayList<>();
        try (Suspect suspect = new Suspect(ServedMystery.command(), riddle, List.of())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), suspect.port());
            byte[] garbage = new byte[200_000];
            new java.util.Random(1).nextBytes(garbage);
            for (int i = 0; i < MANY; i++) {
                Socket client = new Socket(address.getAddress(), address.getPort());
                clients.add(client);
                client.setSoLinger(i % 3 == 0, 0);
                if (i % 100 == 0) {
                    sendWhatIsTaken(client, garbage);
                }
            }
            for (int i = 0; i < MANY; i += 2) {
                clients.get(i).close();
            }
            assertThat(reply(suspect, "{}")).contains("invalid_request");
            assertThat(suspect.news()).isEmpty();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static void sendWhatIsTaken(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            // It has hung up, as it should.
        }
    }

    private static String reply(Suspect suspect, String line) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), suspect.port());
        try (LineClient client = new LineClient(address, PATIENCE)) {
            return client.ask(line);
        }
    }

    private static void kill(Suspect suspect, boolean softly) {
        ProcessHandle process = ProcessHandle.of(suspect.pid()).orElseThrow();
        assertThat(softly ? process.destroy() : process.destroyForcibly()).isTrue();
    }
}
