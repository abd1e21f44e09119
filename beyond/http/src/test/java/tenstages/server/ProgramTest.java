package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;

/** The program from outside, by clients that send until it is gone, and by curl. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProgramTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How often a client was told that its event is accepted, until there was no server left. */
    private record Sender(ServerProcess server) {
        int accepted() {
            int accepted = 0;
            try (HttpSocket client = new HttpSocket(server.address())) {
                while (true) {
                    HttpSocket.Answer answer = client.ask(Requests.post(Requests.BUY));
                    accepted += answer.status() == 202 ? 1 : 0;
                    if (answer.fields().containsKey("connection")) {
                        return accepted;
                    }
                }
            } catch (IOException e) {
                return accepted;
            }
        }
    }

    @Test
    void everyEventThatWasAcceptedIsProcessedAfterASignal() throws Exception {
        for (String signal : List.of("INT", "TERM")) {
            try (ServerProcess server = start("--work-ms=1", "--hold-ms=0", "--queue=50")) {
                List<CompletableFuture<Integer>> senders = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    Sender sender = new Sender(server);
                    senders.add(CompletableFuture.supplyAsync(sender::accepted, task -> new Thread(task).start()));
                }
                try (HttpSocket asking = new HttpSocket(server.address())) {
                    await().until(() -> processed(asking.ask(Requests.get("/metrics"))) > 100);
                }
                server.signal(signal);
                assertThat(server.awaitExit(PATIENCE)).isZero();
                int accepted =
                        senders.stream().mapToInt(CompletableFuture::join).sum();
                String last = server.stdoutLines().get(server.stdoutLines().size() - 1);
                assertThat(last).contains("\"processed\":" + accepted + ",").contains("\"pending\":0,\"failed\":0");
            }
        }
    }

    private static double processed(HttpSocket.Answer metrics) {
        return metrics.body()
                .lines()
                .filter(line -> line.startsWith("tenstages_events_processed_total "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ", -1)[1]))
                .sum();
    }

    @Test
    void theFastOneDoesNotWaitForTheOneThatSleeps() throws Exception {
        try (ServerProcess server = start("--workers=1");
                HttpSocket sleeping = new HttpSocket(server.address());
                HttpSocket fast = new HttpSocket(server.address())) {
            sleeping.send(Requests.get("/sleep"));
            await().until(() -> fast.ask(Requests.get("/metrics")).body().contains("\ntenstages_queue_length 0\n"));
            assertThat(fast.ask(Requests.FAST).status()).isEqualTo(200);
            assertThat(sleeping.available()).isZero();
        }
    }

    /** HOST stands for the address of the server. The second request needs no second connection. */
    @Test
    void curlIsServed() throws Exception {
        assumeThat(isThere("curl")).as("curl is there").isTrue();
        try (ServerProcess server = start("--work-ms=0", "--hold-ms=0")) {
            String event = "{\"user\":\"ada\",\"action\":\"buy\",\"amount\":100}";
            String json = "Content-Type: application/json";
            assertThat(curl(server, "/events", "-d", event, "-H", json)).isEqualTo("{\"status\":\"accepted\"}\n202");
            assertThat(curl(server, "/events", "-d", event, "-H", json, "-H", "Transfer-Encoding: chunked"))
                    .isEqualTo("{\"status\":\"accepted\"}\n202");
            assertThat(curl(server, "/events", "-d", event, "-H", json, "-H", "Expect: 100-continue"))
                    .isEqualTo("{\"status\":\"accepted\"}\n202");
            assertThat(curl(server, "/nothing", "-d", event, "-H", "Expect: 100-continue"))
                    .endsWith("\n404");
            assertThat(curl(server, "/events", "-d", event, "-H", json, "--http1.0"))
                    .isEqualTo("{\"status\":\"accepted\"}\n202");
            assertThat(curl(server, "/events", "-d", event))
                    .contains("application/json")
                    .endsWith("\n415");
            assertThat(curl(server, "/events")).endsWith("\n405");
            await().until(() -> curl(server, "/balances/ada").equals("{\"status\":\"ok\",\"balance\":400}\n200"));
            assertThat(curl(server, "/health", "--head"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("\r\n\r\n200");
            assertThat(curl(server, "/events", "-X", "OPTIONS", "-i")).contains("\r\nAllow: POST, OPTIONS\r\n");
            assertThat(curl(server, "/events", "-H", json, "-d", "x".repeat(70_000)))
                    .endsWith("\n413");
            assertThat(curl(server, "/fast", "HOST/fast", "-w", "%{num_connects}"))
                    .endsWith("0");
        }
    }

    private static String curl(ServerProcess server, String path, String... options) throws Exception {
        String host = "http://127.0.0.1:" + server.address().getPort();
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "20", "-w", "%{http_code}"));
        for (String option : options) {
            command.add(option.replace("HOST", host));
        }
        command.add(host + path);
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(curl.getInputStream().readAllBytes(), UTF_8);
        assertThat(curl.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerProcess start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JavaCommand.java(),
                "-ea",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "tenstages.server.Main",
                "--port=0"));
        command.addAll(List.of(options));
        return ServerProcess.start(command);
    }
}
