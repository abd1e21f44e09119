package tenstages.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
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

/** Two servers behind an nginx, and one of them is stopped under load: no client sees it. */
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
            Process nginx = nginx(stays, leaves);
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
                nginx.destroy();
                nginx.waitFor(20, TimeUnit.SECONDS);
            }
            assertThat(others).isEmpty();
            assertThat(processed(leaves)).isGreaterThan(100);
            assertThat(processed(stays) + processed(leaves)).isEqualTo(accepted.get());
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
    private Process nginx(ServerProcess one, ServerProcess other) throws IOException {
        String configuration = Files.readString(Path.of("nginx.conf"))
                .replace("127.0.0.1:7013", "127.0.0.1:" + one.address().getPort())
                .replace("127.0.0.1:7014", "127.0.0.1:" + other.address().getPort())
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
