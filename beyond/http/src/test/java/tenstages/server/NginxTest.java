package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tenstages.loadgen.process.JavaCommand;
import tenstages.loadgen.process.ServerProcess;

/** Two servers behind an nginx: one of them is stopped under load, or both are busy. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NginxTest {
    private static final int CLIENTS = 4;

    /** Many users do not have its folder on their path. */
    private static final Optional<String> PROGRAM = Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
            .map(path -> new File(path, "nginx"))
            .filter(File::canExecute)
            .map(File::getPath)
            .findFirst();

    @TempDir
    private Path folder;

    private final AtomicInteger accepted = new AtomicInteger();
    private final Queue<HttpSocket.Answer> others = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    @Test
    void aServerThatDrainsLosesNoRequest() throws Exception {
        assumeThat(PROGRAM).as("nginx is there").isPresent();
        try (ServerProcess stays = start();
                ServerProcess leaves = start()) {
            Process nginx = nginx(stays.address(), leaves.address());
            try {
                List<CompletableFuture<Void>> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(CompletableFuture.runAsync(this::sendUntilItIsOver, task -> new Thread(task).start()));
                }
                await().until(() -> accepted.get() > 500);
                leaves.signal("TERM");
                assertThat(leaves.awaitExit(Duration.ofSeconds(20))).isZero();
                int soFar = accepted.get();
                await().until(() -> accepted.get() > soFar + 500);
                over = true;
                clients.forEach(CompletableFuture::join);
                stays.signal("TERM");
                assertThat(stays.awaitExit(Duration.ofSeconds(20))).isZero();
            } finally {
                end(nginx);
            }
            assertThat(others).isEmpty();
            assertThat(processed(leaves)).isGreaterThan(100);
            assertThat(processed(stays) + processed(leaves)).isEqualTo(accepted.get());
        }
    }

    /** Otherwise all requests would be refused for ten seconds, and not only those for which there is no room. */
    @Test
    void serversWhoseQueuesAreFullAreNotTakenForDead() throws Exception {
        assumeThat(PROGRAM).as("nginx is there").isPresent();
        BlockingQueue<Request.Work> queue = new ArrayBlockingQueue<>(1);
        queue.add(new Request.Event("ada", 1));
        Config config = Config.of("--port=0");
        try (RunningServer one = new RunningServer(config, AnyHandler.with(queue, new Metrics()));
                RunningServer other = new RunningServer(config, AnyHandler.with(queue, new Metrics()))) {
            Process nginx = nginx(one.address(), other.address());
            try (HttpSocket client = new HttpSocket(folder.resolve("nginx.sock"))) {
                for (int i = 0; i < 4; i++) {
                    assertThat(client.ask(Requests.post(Requests.BUY)).body()).contains("server_busy");
                    assertThat(client.ask(Requests.FAST).status()).isEqualTo(200);
                }
                queue.clear();
                assertThat(client.ask(Requests.post(Requests.BUY)).status()).isEqualTo(202);
            } finally {
                end(nginx);
            }
        }
    }

    private void sendUntilItIsOver() {
        while (!over) {
            try (HttpSocket client = new HttpSocket(folder.resolve("nginx.sock"))) {
                sendUntilItIsClosed(client);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** After a thousand requests nginx wants another connection. */
    private void sendUntilItIsClosed(HttpSocket client) throws IOException {
        boolean closed = false;
        while (!over && !closed) {
            HttpSocket.Answer answer = client.ask(Requests.post(Requests.BUY));
            closed = answer.fields().getOrDefault("connection", "").equals("close");
            if (answer.status() == 202) {
                accepted.incrementAndGet();
            } else {
                others.add(answer);
            }
        }
    }

    private static int processed(ServerProcess server) {
        List<String> lines = server.stdoutLines();
        return Integer.parseInt(lines.get(lines.size() - 1).replaceAll(".*\"processed\":(\\d+).*", "$1"));
    }

    /** As the file beside the code has it, but for where it listens: on a file, so no port is taken. */
    private Process nginx(InetSocketAddress one, InetSocketAddress other) throws IOException {
        String configuration = Files.readString(Path.of("nginx.conf"))
                .replace("127.0.0.1:7013", "127.0.0.1:" + one.getPort())
                .replace("127.0.0.1:7014", "127.0.0.1:" + other.getPort())
                .replace("listen 127.0.0.1:8080", "listen unix:" + folder + "/nginx.sock");
        Path file = Files.writeString(folder.resolve("nginx.conf"), configuration, UTF_8);
        List<String> command = new ArrayList<>(List.of(PROGRAM.orElseThrow(), "-e", "stderr"));
        // In one process, so that there is one to end.
        command.addAll(List.of("-p", folder.toString(), "-c", file.toString(), "-g", "master_process off;"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.log").toFile())
                .start();
        await().until(() -> {
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("said.log")))
                    .isTrue();
            return listens();
        });
        return process;
    }

    private static void end(Process nginx) throws InterruptedException {
        nginx.destroy();
        nginx.waitFor(20, TimeUnit.SECONDS);
    }

    /** The file is there before anybody listens on it. */
    private boolean listens() {
        try {
            new HttpSocket(folder.resolve("nginx.sock")).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerProcess start() throws IOException {
        return ServerProcess.start(List.of(
                JavaCommand.java(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "tenstages.server.Main",
                "--port=0",
                "--work-ms=1",
                "--hold-ms=0",
                "--queue=1000"));
    }
}
